using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Cluster.Access;

/// <summary>
/// Keeps the cluster's keys in <c>STATE/pki</c> (0700; files 0600): made at first start, used again afterwards, renewed when they are about to expire.
/// A file that cannot be read is made anew: all that hangs on it is the kubeconfig, which every start writes.
/// </summary>
internal sealed class KeyFolder(string path, TimeProvider time)
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);
    private static readonly string[] ServerNames = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];

    /// <param name="serviceAddress">The ClusterIP of Service <c>default/kubernetes</c>, under which pods reach the API.</param>
    /// <exception cref="ClusterException">Others may read a key.</exception>
    public AccessKeys Open(IPAddress serviceAddress)
    {
        PrivateFiles.Demand(path);
        PrivateFiles.MakeFolder(path);
        var authority = Load("ca") ?? Save("ca", CertificateForge.Authority(time.GetUtcNow()));
        IPAddress[] addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback, serviceAddress];
        var server = LoadServer(authority, addresses)
            ?? Save("server", CertificateForge.Server(authority, ServerNames, addresses, time.GetUtcNow()));
        return new AccessKeys(authority, Usable(server), Secret("admin.token"), Secret("images.key"), TokenKey());
    }

    private X509Certificate2? LoadServer(X509Certificate2 authority, IEnumerable<IPAddress> addresses)
    {
        if (Load("server") is not { } server)
        {
            return null;
        }

        var names = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var covers = names is not null && addresses.All(address => names.EnumerateIPAddresses().Contains(address));
        if (covers && ClientCertificates.IsSignedBy(server, authority, time.GetUtcNow()))
        {
            return server;
        }

        server.Dispose();
        return null;
    }

    private X509Certificate2? Load(string name)
    {
        var (certificatePath, keyPath) = Paths(name);
        if (!File.Exists(certificatePath) || !File.Exists(keyPath))
        {
            return null;
        }

        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            if (certificate.NotAfter - RenewBefore > time.GetUtcNow().UtcDateTime)
            {
                return certificate;
            }

            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private X509Certificate2 Save(string name, X509Certificate2 certificate)
    {
        var (certificatePath, keyPath) = Paths(name);
        using var key = certificate.GetECDsaPrivateKey()!;
        PrivateFiles.Write(keyPath, key.ExportPkcs8PrivateKeyPem() + "\n");
        PrivateFiles.Write(certificatePath, certificate.ExportCertificatePem() + "\n");
        return certificate;
    }

    private ECDsa TokenKey()
    {
        var file = Path.Combine(path, "sa.key");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            try
            {
                key.ImportFromPem(File.ReadAllText(file));
                return key;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                // Made anew below: the tokens signed with it end, and pods get others.
            }
        }

        PrivateFiles.Write(file, key.ExportPkcs8PrivateKeyPem() + "\n");
        return key;
    }

    private string Secret(string name)
    {
        var file = Path.Combine(path, name);
        if (File.Exists(file) && File.ReadAllText(file).Trim() is { Length: 64 } known)
        {
            return known;
        }

        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        PrivateFiles.Write(file, secret + "\n");
        return secret;
    }

    /// <summary>Windows' TLS cannot use a key that exists in memory only: there the pair takes a detour through PKCS #12.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private (string Certificate, string Key) Paths(string name) => (Path.Combine(path, name + ".crt"), Path.Combine(path, name + ".key"));
}
