using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Cluster.Access;

/// <summary>Reads who a client certificate speaks for: CN is the user, every O a group.</summary>
internal static class ClientCertificates
{
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    /// <returns>Null: not signed by this cluster's authority, expired, not made for clients, or without a name.</returns>
    public static Caller? Read(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        var purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        var isForClients = purposes is not null && purposes.EnhancedKeyUsages.Cast<Oid>().Any(purpose => purpose.Value == ClientAuthentication);
        if (!isForClients || !IsSignedBy(certificate, authority, now))
        {
            return null;
        }

        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Where(part => !part.HasMultipleElements)
            .Select(part => (Type: part.GetSingleElementType().Value, Text: part.GetSingleElementValue() ?? ""))
            .ToList();
        var user = parts.FirstOrDefault(part => part.Type == CommonName).Text;
        return string.IsNullOrEmpty(user) ? null : new Caller(user, [.. parts.Where(part => part.Type == Organization).Select(part => part.Text), Caller.Authenticated]);
    }

    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 authority, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        return chain.Build(certificate);
    }
}
