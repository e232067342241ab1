namespace Workshop.Endpoints.Revocations;

/// <param name="Id">The token's <c>jti</c>.</param>
/// <param name="Until">When the token expires by itself and this can be forgotten.</param>
internal readonly record struct Revocation(string Id, DateTimeOffset Until);
