using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Gateway.Tls;

/// <summary>Makes of two PEM texts what a TLS handshake needs.</summary>
internal static class ServerCertificate
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">The texts are no certificate and key, or not of one another.</exception>
    public static SslServerAuthenticationOptions Load(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(WithKey(certificate, key), chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
    }

    private static X509Certificate2 WithKey(string certificate, string key)
    {
        var pair = X509Certificate2.CreateFromPem(certificate, key);
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        // Windows' TLS takes no key that lives in memory only.
        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
