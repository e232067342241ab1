using System.Security.Cryptography.X509Certificates;

namespace Workshop.Gateway.Tls;

/// <summary>What a certificate's dates mean now.</summary>
internal enum CertificateValidity
{
    Good,
    NotYet,
    EndsSoon,
    Expired,
}

/// <summary>Judges a certificate's dates. One that has expired is served all the same: clients that look see why, and those that do not go on.</summary>
internal static class ValidityPlan
{
    public static TimeSpan Soon { get; } = TimeSpan.FromDays(14);

    public static CertificateValidity For(X509Certificate2 certificate, DateTimeOffset now) => For(certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), now);

    public static CertificateValidity For(DateTimeOffset notBefore, DateTimeOffset notAfter, DateTimeOffset now) =>
        now >= notAfter ? CertificateValidity.Expired
        : now < notBefore ? CertificateValidity.NotYet
        : notAfter - now <= Soon ? CertificateValidity.EndsSoon
        : CertificateValidity.Good;
}
