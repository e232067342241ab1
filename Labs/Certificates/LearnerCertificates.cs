using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Workshop.Labs.State;

namespace Workshop.Labs.Certificates;

/// <summary>A learner's own authority, and certificates by it: nothing is shared, nothing is trusted by the machine.</summary>
internal static class LearnerCertificates
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan CertificateLife = TimeSpan.FromDays(30);
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Writes cert.pem and key.pem, signed by ca.pem, which is made the first time.</summary>
    public static void Write(string folder, IReadOnlyList<string> names, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using var authority = Authority(folder, now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={(names.Count > 0 ? names[0] : "localhost")}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(names));
        using var certificate = request.Create(authority, now - ClockSkew, now + CertificateLife, RandomNumberGenerator.GetBytes(16));
        // The key first: whoever follows the files never sees a certificate without its key.
        StateFiles.Write(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem() + "\n");
        StateFiles.Write(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem() + "\n");
    }

    private static X509Certificate2 Authority(string folder, DateTimeOffset now)
    {
        var (certificate, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "ca-key.pem"));
        if (File.Exists(certificate) && File.Exists(key))
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }

        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Workshop lab authority", fresh, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        var made = request.CreateSelfSigned(now - ClockSkew - ClockSkew, now + AuthorityLife);
        StateFiles.Write(key, fresh.ExportPkcs8PrivateKeyPem() + "\n");
        StateFiles.Write(certificate, made.ExportCertificatePem() + "\n");
        return made;
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Append("localhost").Append("127.0.0.1").Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(name, out var address))
            {
                builder.AddIpAddress(address);
            }
            else
            {
                builder.AddDnsName(name);
            }
        }

        return builder.Build();
    }
}
