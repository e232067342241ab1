using System.Text;

namespace Workshop.Endpoints.Login;

/// <summary>Reads <c>Authorization: Basic dXNlcjpwYXNzd29yZA==</c>.</summary>
internal sealed record BasicCredentials(string User, string Password)
{
    private const string Scheme = "Basic ";

    /// <returns>Null when the header is another one or cannot be read.</returns>
    public static BasicCredentials? Of(string authorization)
    {
        var encoded = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        var bytes = new byte[encoded.Length];
        if (encoded.Length == 0 || !Convert.TryFromBase64String(encoded, bytes, out var length))
        {
            return null;
        }

        // A password may hold colons, a name may not.
        var parts = Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2);
        return parts.Length == 2 ? new BasicCredentials(parts[0], parts[1]) : null;
    }
}
