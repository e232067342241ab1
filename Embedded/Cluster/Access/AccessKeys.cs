using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Cluster.Access;

/// <summary>What the API proves itself with, and what its clients prove themselves with.</summary>
/// <param name="Authority">Signs server and client certificates; with its key.</param>
/// <param name="Server">What Kestrel shows; with its key.</param>
/// <param name="AdminToken">Bearer token of the cluster's administrator. Never logged.</param>
/// <param name="ImageKey">What the catalogue's <c>{clusterKey}</c> stands for. Never logged.</param>
/// <param name="TokenKey">Signs ServiceAccounts' tokens.</param>
internal sealed record AccessKeys(X509Certificate2 Authority, X509Certificate2 Server, string AdminToken, string ImageKey, ECDsa TokenKey) : IDisposable
{
    public string AuthorityPem => Authority.ExportCertificatePem();

    public void Dispose()
    {
        TokenKey.Dispose();
        Server.Dispose();
        Authority.Dispose();
    }

    /// <summary>Keeps the token out of any text that a record prints of itself.</summary>
    public override string ToString() => $"keys of {Authority.Subject}";
}
