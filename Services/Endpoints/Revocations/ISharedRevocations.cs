namespace Workshop.Endpoints.Revocations;

/// <summary>Tells other replicas what this one revoked.</summary>
internal interface ISharedRevocations
{
    /// <summary>Returns when they are told, or cannot be now and will be later.</summary>
    Task ShareAsync(Revocation revocation, CancellationToken ct);
}
