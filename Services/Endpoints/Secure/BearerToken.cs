using Microsoft.Extensions.Primitives;

namespace Workshop.Endpoints.Secure;

/// <summary>Reads <c>Authorization: Bearer eyJ…</c>.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    /// <returns>Null when the header is another one, empty, or there are several: two tokens are none.</returns>
    public static string? Of(StringValues authorization) =>
        authorization is [{ } only] && only.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && only[Scheme.Length..].Trim() is { Length: > 0 } token ? token : null;
}
