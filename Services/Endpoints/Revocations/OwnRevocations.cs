namespace Workshop.Endpoints.Revocations;

/// <summary>This process revokes by itself, or nobody was named who does.</summary>
internal sealed class OwnRevocations : IRevocationSource
{
    public ValueTask<bool> IsKnownAsync(CancellationToken ct) => ValueTask.FromResult(true);
}
