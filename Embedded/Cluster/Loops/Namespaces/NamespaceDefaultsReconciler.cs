using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Namespaces;

/// <summary>Gives every namespace what pods rely on: the ServiceAccount <c>default</c> and the cluster's CA; brings them back when they are deleted.</summary>
internal sealed class NamespaceDefaultsReconciler(IClusterClient cluster, IRootCertificate? root = null) : IReconciler
{
    public const string Component = "namespace-defaults";

    private const string Account = "default";
    private const string Certificate = "kube-root-ca.crt";
    private const string CertificateKey = "ca.crt";

    public static void Listen(LoopSources sources) => sources
        .Each<V1Namespace>()
        .Mapped<V1ServiceAccount>(change => change.Key.Name == Account ? [ObjectKey.Cluster(change.Key.Namespace)] : [])
        .Mapped<V1ConfigMap>(change => change.Key.Name == Certificate ? [ObjectKey.Cluster(change.Key.Namespace)] : []);

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (cluster.Find<V1Namespace>("", key.Name) is { Metadata.DeletionTimestamp: null })
        {
            // The certificate first: a pod that finds the account mounts both.
            EnsureCertificate(key.Name);
            EnsureAccount(key.Name);
        }

        return Task.FromResult(ReconcileResult.Done);
    }

    private void EnsureAccount(string ns)
    {
        if (cluster.Find<V1ServiceAccount>(ns, Account) is null)
        {
            Create(new V1ServiceAccount { ApiVersion = "v1", Kind = "ServiceAccount", Metadata = new V1ObjectMeta { Name = Account, NamespaceProperty = ns } });
        }
    }

    private void EnsureCertificate(string ns)
    {
        if (root?.Pem is not { } pem)
        {
            return;
        }

        var present = cluster.Find<V1ConfigMap>(ns, Certificate);
        if (present is null)
        {
            Create(new V1ConfigMap
            {
                ApiVersion = "v1",
                Kind = "ConfigMap",
                Metadata = new V1ObjectMeta
                {
                    Name = Certificate,
                    NamespaceProperty = ns,
                    Annotations = new Dictionary<string, string>
                    {
                        ["kubernetes.io/description"] = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.",
                    },
                },
                Data = new Dictionary<string, string> { [CertificateKey] = pem },
            });
        }
        else if (present.Data is not { Count: 1 } || !present.Data.TryGetValue(CertificateKey, out var text) || text != pem)
        {
            var copy = cluster.Copy(present);
            copy.Data = new Dictionary<string, string> { [CertificateKey] = pem };
            cluster.Update(copy);
        }
    }

    /// <summary>Somebody else may have made it, or ended the namespace, since we looked: both are fine.</summary>
    private void Create<T>(T item)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            cluster.Create(item);
        }
        catch (StatusException e) when (e.Reason == "AlreadyExists" || e.IsNotFound || e.IsNamespaceTerminating())
        {
        }
    }
}
