using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using Workshop.Labs.Checks;

namespace Workshop.Labs.SetUp;

internal static class SetUpChecks
{
    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("reached", ReachedAsync),
        new("certificate", CertificateAsync),
        new("fixed", FixedAsync),
    ];

    private static async Task<CheckResult> ReachedAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "nodes that are Ready, and a ConfigMap 'lab-0' of yours that was kept";
        var nodes = await cluster.Nodes(ct);
        var ready = nodes.Count(LabCluster.IsReady);
        if (ready == 0)
        {
            return CheckResult.Red($"{nodes.Count} nodes, none of them Ready", Expected, "kubectl describe nodes");
        }

        var written = await cluster.ConfigMap("lab-0", ct);
        return written is null
            ? CheckResult.Red($"{ready} Ready nodes, and no ConfigMap 'lab-0'", Expected, "kubectl get configmaps")
            : written.Data?.TryGetValue("learner", out var learner) == true && learner.Length > 0
                ? CheckResult.Green($"{ready} Ready nodes, and what '{learner}' wrote")
                : CheckResult.Red("a ConfigMap 'lab-0' that names no learner", Expected, "kubectl get configmap lab-0 -o yaml");
    }

    private static async Task<CheckResult> CertificateAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "a Secret 'lab-0-tls' with a certificate that is valid now, by an authority, and with the key that fits it";
        var secret = await cluster.Secret("lab-0-tls", ct);
        if (secret?.Data is null || !secret.Data.TryGetValue("tls.crt", out var crt) || !secret.Data.TryGetValue("tls.key", out var key))
        {
            return CheckResult.Red("no Secret 'lab-0-tls' with tls.crt and tls.key", Expected, "kubectl get secrets");
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(crt), Encoding.UTF8.GetString(key));
            var now = cluster.Time.GetUtcNow();
            return now < certificate.NotBefore || now > certificate.NotAfter
                ? CheckResult.Red($"a certificate that is valid from {certificate.NotBefore:u} to {certificate.NotAfter:u}", Expected, "./workshop certs --help")
                : certificate.Issuer == certificate.Subject
                    ? CheckResult.Red("a certificate that signed itself", Expected, "./workshop certs --help")
                    : CheckResult.Green($"a certificate for {certificate.Subject}, by {certificate.Issuer}, with its key");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return CheckResult.Red("a key that does not belong to the certificate beside it", Expected, "take cert.pem and key.pem of one call of ./workshop certs");
        }
    }

    private static async Task<CheckResult> FixedAsync(LabCluster cluster, CancellationToken ct)
    {
        const string Expected = "a ConfigMap 'repaired' whose key 'cluster' holds the uid of this cluster's kube-system";
        const string LookAt = "kubectl get namespace kube-system -o jsonpath='{.metadata.uid}'";
        var proof = (await cluster.ConfigMap("repaired", ct))?.Data?.TryGetValue("cluster", out var said) == true ? said : null;
        var uid = (await cluster.Api.CoreV1.ReadNamespaceAsync("kube-system", cancellationToken: ct)).Metadata.Uid;
        return proof is null
            ? CheckResult.Red("no ConfigMap 'repaired' with a key 'cluster'", Expected, "kubectl --kubeconfig artifacts/broken-kubeconfig config view")
            : proof == uid
                ? CheckResult.Green("the proof of this very cluster")
                : CheckResult.Red($"the proof of another cluster ('{proof}')", Expected, LookAt);
    }
}
