namespace Workshop.Endpoints.Revocations;

/// <summary>Where this process hears of revocations.</summary>
internal interface IRevocationSource
{
    /// <summary>Waits a little, if it must.</summary>
    /// <returns>False: it has not heard a word yet, so that a token that looks valid may have been revoked.</returns>
    ValueTask<bool> IsKnownAsync(CancellationToken ct);
}
