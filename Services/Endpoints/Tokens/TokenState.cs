namespace Workshop.Endpoints.Tokens;

/// <summary>What became of a token's check.</summary>
internal enum TokenState
{
    /// <summary>Not one of ours, changed, too old, or not a token at all.</summary>
    Invalid,

    Valid,

    /// <summary>Once valid, then its owner logged out.</summary>
    Revoked,

    /// <summary>Perhaps valid: whoever knows its key, or whether it was revoked, cannot be asked now.</summary>
    Unknown,
}
