namespace Workshop.Endpoints.Tokens;

/// <param name="Id">The claim <c>jti</c>; empty unless the token is, or was, valid.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
internal readonly record struct TokenVerdict(TokenState State, string Id, DateTimeOffset ExpiresAt)
{
    public static TokenVerdict Invalid => new(TokenState.Invalid, "", default);

    public static TokenVerdict Unknown => new(TokenState.Unknown, "", default);
}
