namespace Workshop.Endpoints.Keys;

/// <summary>What tokens are checked with. One algorithm only: what a token says of itself decides nothing.</summary>
internal interface ITokenKeys
{
    /// <value>Such as ES256.</value>
    string Algorithm { get; }

    /// <param name="kid">The key's name as the token has it; null where it names none.</param>
    ValueTask<KeyAnswer> FindAsync(string? kid, CancellationToken ct);
}
