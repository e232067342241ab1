using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Authentication;

namespace Workshop.ClusterPage.Watching;

/// <summary>The pod's own service account: where Kubernetes mounts it, or, in the embedded cluster, where the node says that it lies.</summary>
internal static class PodAccount
{
    /// <summary>The node's variable; Docs/pod-contract.md says more.</summary>
    public const string FolderVariable = "WORKSHOP_SERVICE_ACCOUNT";

    /// <returns>Null where this is no pod, or one to which no account is mounted.</returns>
    /// <exception cref="ClusterAccessException">What is mounted cannot be used.</exception>
    public static KubernetesClientConfiguration? Find(IConfiguration configuration) => configuration[FolderVariable] is { Length: > 0 } folder
        ? From(folder, configuration["KUBERNETES_SERVICE_HOST"], configuration["KUBERNETES_SERVICE_PORT"])
        : KubernetesClientConfiguration.IsInCluster() ? KubernetesClientConfiguration.InClusterConfig() : null;

    private static KubernetesClientConfiguration From(string folder, string? host, string? port)
    {
        if (!Uri.TryCreate($"https://{host}:{port}", UriKind.Absolute, out var server))
        {
            throw new ClusterAccessException($"'{host}:{port}' of KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT is no address.", $"Leave {FolderVariable} and these two to the node that starts the pod.", inner: null);
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
            return new KubernetesClientConfiguration
            {
                Host = server.ToString(),
                SslCaCerts = authorities,
                // Read again from time to time: the node renews it.
                TokenProvider = new TokenFileAuth(Path.Combine(folder, "token")),
                Namespace = File.ReadAllText(Path.Combine(folder, "namespace")).Trim(),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterAccessException($"The service account in '{folder}' cannot be used: {e.Message}", "Delete the pod: its ReplicaSet makes another one, to which the node mounts it anew.", e);
        }
    }
}
