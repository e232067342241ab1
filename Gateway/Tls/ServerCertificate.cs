using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Gateway.Tls;

/// <summary>Makes of two PEM texts what a TLS handshake needs.</summary>
internal static class ServerCertificate
{
    private const string EncryptedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----";

    /// <exception cref="CertificateException">The texts are no certificate and key, or not of one another.</exception>
    public static SslServerAuthenticationOptions Load(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(certificate);
        }
        catch (CryptographicException e)
        {
            throw new CertificateException($"{CertificateFiles.Certificate} cannot be read: {e.Message} Write the server's certificate and those between it and its root, in PEM.", e);
        }

        if (chain.Count == 0)
        {
            throw new CertificateException($"{CertificateFiles.Certificate} holds no certificate. Write the server's first, then those between it and its root, in PEM.");
        }

        return new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(WithKey(chain[0], certificate, key), chain, offline: true),
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
#pragma warning disable CA5398 // What is older is broken, and some systems would still offer it.
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
        };
    }

    private static X509Certificate2 WithKey(X509Certificate2 first, string certificate, string key)
    {
        if (key.Contains(EncryptedKey, StringComparison.Ordinal))
        {
            throw new CertificateException($"{CertificateFiles.Key} is encrypted, and nobody is there to type its password. Write the key in plain PEM; the file's mode protects it.");
        }

        try
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
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // Of the key's content nothing is ever told.
            throw new CertificateException(
                key.Contains("PRIVATE KEY-----", StringComparison.Ordinal)
                    ? $"{CertificateFiles.Key} is not the key of {CertificateFiles.Certificate} ('{first.Subject}', {first.Thumbprint}), or is damaged: {e.Message} Replace both with a pair."
                    : $"{CertificateFiles.Key} holds no private key. Write the key of {CertificateFiles.Certificate} in plain PEM.",
                e);
        }
    }
}
