using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Cluster.Access;

/// <summary>Makes the cluster's certificates (ECDSA P-256). Touches no file.</summary>
internal static class CertificateForge
{
    /// <summary>Certificates begin a little in the past: a client's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    public static readonly TimeSpan LeafLife = TimeSpan.FromDays(365);

    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=workshop-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - ClockSkew, now + AuthorityLife);
    }

    public static X509Certificate2 Server(X509Certificate2 authority, IEnumerable<string> names, IEnumerable<IPAddress> addresses, DateTimeOffset now)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            alternatives.AddDnsName(name);
        }

        foreach (var address in addresses)
        {
            alternatives.AddIpAddress(address);
        }

        return Leaf(authority, new X500DistinguishedName("CN=kube-apiserver"), "1.3.6.1.5.5.7.3.1", alternatives.Build(), now);
    }

    /// <param name="groups">Each becomes an O of the subject, which is how Kubernetes reads groups.</param>
    public static X509Certificate2 Client(X509Certificate2 authority, string user, IEnumerable<string> groups, DateTimeOffset now)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(user);
        return Leaf(authority, subject.Build(), "1.3.6.1.5.5.7.3.2", null, now);
    }

    private static X509Certificate2 Leaf(X509Certificate2 authority, X500DistinguishedName subject, string purpose, X509Extension? alternatives, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (alternatives is not null)
        {
            request.CertificateExtensions.Add(alternatives);
        }

        // Positive and 16 bytes long: Go refuses a negative serial number.
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;

        // A certificate may not outlive its issuer.
        var end = now + LeafLife < authority.NotAfter ? now + LeafLife : authority.NotAfter;
        using var issued = request.Create(authority, now - ClockSkew, end, serial);
        return issued.CopyWithPrivateKey(key);
    }
}
