using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workshop.Labs.Rooms;

/// <summary>What a room makes for itself when it opens, and forgets when it closes.</summary>
internal static class RoomSecrets
{
    private const int TokenBytes = 16;

    public static string NewToken() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));

    /// <summary>For a day. Nobody vouches for it but the join word.</summary>
    public static X509Certificate2 NewCertificate(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=workshop-room", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        // Windows' TLS takes no key that lives in this object alone.
        return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null) : X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.EphemeralKeySet);
    }

    public static byte[] FingerprintOf(X509Certificate certificate) => SHA256.HashData(certificate.GetRawCertData());

    /// <summary>In a time that tells nothing of either, their lengths included.</summary>
    public static bool AreSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Hash(one), Hash(other));

    /// <summary>What is kept of a learner's key.</summary>
    public static string Digest(string key) => Convert.ToHexStringLower(Hash(key));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
