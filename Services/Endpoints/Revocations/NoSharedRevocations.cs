namespace Workshop.Endpoints.Revocations;

/// <summary>There is one process only, or nothing that replicas share.</summary>
internal sealed class NoSharedRevocations : ISharedRevocations
{
    public Task ShareAsync(Revocation revocation, CancellationToken ct) => Task.CompletedTask;
}
