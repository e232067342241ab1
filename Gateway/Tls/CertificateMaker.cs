using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Gateway.Tls;

/// <summary>Makes a certificate that signs itself: good for one machine, where a client is told to trust it (<c>curl --cacert cert.pem</c>).</summary>
internal static class CertificateMaker
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <param name="podIP">The pod's address, beside this machine's.</param>
    /// <param name="now">From a day before, for clocks that differ.</param>
    public static (string Certificate, string Key) Make(IPAddress? podIP, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Workshop gateway", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(Names(podIP));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    private static X509Extension Names(IPAddress? podIP)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddDnsName("gateway");
        foreach (var address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback, podIP }.OfType<IPAddress>().Distinct())
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }
}
