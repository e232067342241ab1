using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.EndToEnd.Rotation;

/// <summary>Makes certificates, and is a client that trusts these and no others, and remembers which it was shown.</summary>
internal sealed class ServerCertificates
{
    private readonly ConcurrentDictionary<string, byte> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _seen = new(StringComparer.Ordinal);

    public int Seen => _seen.Count;

    /// <param name="address">Where it is to be good; null: nowhere but here.</param>
    /// <returns>Both in PEM.</returns>
    public (string Certificate, string Key) Make(IPAddress? address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        var request = new CertificateRequest("CN=rotation", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address ?? IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        _made[certificate.Thumbprint] = 0;
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public bool IsOneOfThem(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var thumbprint = certificate is X509Certificate2 shown ? shown.Thumbprint : "";
        _seen[thumbprint] = 0;
        return _made.ContainsKey(thumbprint);
    }
}
