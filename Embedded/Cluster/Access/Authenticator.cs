using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Access.Tokens;

namespace Workshop.Cluster.Access;

/// <summary>Says who a request comes from.</summary>
internal sealed class Authenticator(AccessKeys keys, ServiceAccountTokens accounts, TimeProvider time)
{
    private readonly byte[] _adminToken = Encoding.ASCII.GetBytes(keys.AdminToken);

    // A connection keeps its certificate for life: its chain is checked once.
    private readonly ConditionalWeakTable<X509Certificate2, CertificateVerdict> _verdicts = [];

    /// <returns>Null: credentials were given and are wrong. Without any the caller is anonymous.</returns>
    public Caller? Identify(HttpContext http)
    {
        if (http.Connection.ClientCertificate is { } certificate)
        {
            return _verdicts.GetValue(certificate, shown => new CertificateVerdict(ClientCertificates.Read(shown, keys.Authority, time.GetUtcNow()))).Caller;
        }

        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return Caller.Anonymous;
        }

        return AuthenticationHeaderValue.TryParse(header, out var given)
            && given.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase)
            ? OfToken(given.Parameter ?? "")
            : null;
    }

    /// <param name="audience">Whom a ServiceAccount's token must be meant for; null: this API.</param>
    public Caller? OfToken(string token, string? audience = null) => IsAdminToken(token) ? Caller.Admin : accounts.Identify(token, audience);

    /// <summary>Compares in constant time: the answer's delay must not tell how much of a guess was right.</summary>
    private bool IsAdminToken(string token) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), _adminToken);

    private sealed record CertificateVerdict(Caller? Caller);
}
