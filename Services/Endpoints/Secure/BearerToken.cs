namespace Workshop.Endpoints.Secure;

/// <summary>Reads <c>Authorization: Bearer eyJ…</c>.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <returns>Null when the header is another one, or empty.</returns>
    public static string? Of(string authorization) =>
        authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && authorization[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
}
