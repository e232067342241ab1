using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>
/// Writes the routes of all Ingresses of a class into the ConfigMap that the class names as its parameters, for gateway pods to follow; and tells the Ingresses where
/// those pods are reached. Classes of other controllers are theirs.
/// </summary>
internal sealed class IngressReconciler(IClusterClient cluster, IEventRecorder events) : IReconciler
{
    public const string Component = "workshop-ingress";

    /// <value>What an IngressClass has as its <c>controller</c> to be followed here.</value>
    public const string Controller = "workshop.dev/gateway";

    private const string DefaultClass = "ingressclass.kubernetes.io/is-default-class";

    /// <summary>Pods and their Services come after the routes: looked for again until they are there.</summary>
    private static readonly TimeSpan AddressPeriod = TimeSpan.FromSeconds(5);

    private readonly RouteConfigMap _configMap = new(cluster);
    private readonly Backends _backends = new(cluster);

    public static void Listen(LoopSources sources) => sources
        .Mapped<V1IngressClass>(change => IsOurs(change.Object) ? [change.Key] : [])
        .Mapped<V1Ingress>(_ => Ours(sources.Cluster))
        .Mapped<V1Service>(_ => Ours(sources.Cluster));

    public Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken ct) => Task.FromResult(
        cluster.Find<V1IngressClass>("", key.Name) is { Metadata.DeletionTimestamp: null } type && IsOurs(type) ? Reconcile(type) : ReconcileResult.Done);

    private ReconcileResult Reconcile(V1IngressClass type)
    {
        if (type.Spec.Parameters is not { Kind: "ConfigMap", Name: { Length: > 0 } name, NamespaceProperty: { Length: > 0 } ns })
        {
            events.Record(type, "Warning", "NoParameters", "spec.parameters must name a ConfigMap and its namespace (scope: Namespace): the routes are written there", Component);
            return ReconcileResult.Done;
        }

        var ingresses = cluster.List<V1Ingress>().Where(ingress => IsOf(ingress, type)).ToList();
        var routes = RouteFile.Text(IngressPlan.For(ingresses, (space, backend) => _backends.Find(space, backend.Name, backend.Port?.Name ?? backend.Port?.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture))));
        if (!_configMap.TryWrite(ns, name, Owners.ReferenceTo(type, "networking.k8s.io/v1", "IngressClass"), type.Metadata.Name, routes))
        {
            events.Record(type, "Warning", "RoutesNotWritten", $"ConfigMap {ns}/{name} is not of this class: give the class another one, or delete it", Component);
            return ReconcileResult.Done;
        }

        var addresses = _configMap.Addresses(ns, name);
        ingresses.ForEach(ingress => Tell(ingress, addresses));
        return ingresses.Count > 0 && addresses.Count == 0 ? ReconcileResult.After(AddressPeriod) : ReconcileResult.Done;
    }

    private void Tell(V1Ingress ingress, IReadOnlyList<string> addresses)
    {
        var copy = cluster.Copy(ingress);
        copy.Status = new V1IngressStatus
        {
            LoadBalancer = new V1IngressLoadBalancerStatus { Ingress = addresses.Count == 0 ? null : [.. addresses.Select(address => new V1IngressLoadBalancerIngress { Ip = address })] },
        };
        try
        {
            cluster.UpdateStatus(copy);
        }
        catch (StatusException e) when (e.IsConflict || e.IsNotFound)
        {
            // Its change, or end, brings another pass.
        }
    }

    private static bool IsOurs(V1IngressClass type) => type.Spec?.Controller == Controller;

    private static bool IsOf(V1Ingress ingress, V1IngressClass type) =>
        ingress.Metadata.DeletionTimestamp is null
        && (ingress.Spec.IngressClassName is { Length: > 0 } name ? name == type.Metadata.Name : type.Metadata.Annotations?.TryGetValue(DefaultClass, out var isDefault) == true && isDefault == "true");

    private static IEnumerable<ObjectKey> Ours(IClusterClient cluster) => cluster.List<V1IngressClass>().Where(IsOurs).Select(type => ObjectKey.Cluster(type.Metadata.Name));
}
