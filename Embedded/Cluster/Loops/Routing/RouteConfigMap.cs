using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>The ConfigMap whose file a gateway's pods follow, and the addresses at which those pods are reached.</summary>
internal sealed class RouteConfigMap(IClusterClient cluster)
{
    /// <value>The file's name within the ConfigMap.</value>
    public const string Key = "routes.json";

    private const string Label = "workshop.dev/routes-of";

    /// <param name="owner">With its end the ConfigMap ends.</param>
    /// <param name="of">By which the ConfigMap is known as ours.</param>
    /// <returns>False: somebody else's ConfigMap has that name.</returns>
    public bool TryWrite(string ns, string name, V1OwnerReference owner, string of, string routes)
    {
        var present = cluster.Find<V1ConfigMap>(ns, name);
        if (present is null)
        {
            cluster.Create(new V1ConfigMap
            {
                ApiVersion = "v1",
                Kind = "ConfigMap",
                Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = ns, Labels = new Dictionary<string, string> { [Label] = of }, OwnerReferences = [owner] },
                Data = new Dictionary<string, string> { [Key] = routes },
            });
            return true;
        }

        if (present.Metadata.Labels?.TryGetValue(Label, out var marked) != true || marked != of)
        {
            return false;
        }

        var copy = cluster.Copy(present);
        copy.Data = new Dictionary<string, string>(copy.Data ?? new Dictionary<string, string>()) { [Key] = routes };
        cluster.Update(copy);
        return true;
    }

    /// <summary>Those of the Services in front of the pods that mount the ConfigMap: external ones, or else the ClusterIPs.</summary>
    public IReadOnlyList<string> Addresses(string ns, string name)
    {
        var pods = cluster.List<V1Pod>(ns).Where(pod => PodFacts.IsActive(pod) && Mounts(pod, name)).ToList();
        var services = cluster.List<V1Service>(ns)
            .Where(service => service.Spec.Selector is { Count: > 0 } selector && pods.Exists(pod => LabelMatch.HasAll(selector, pod.Metadata.Labels)))
            .OrderBy(service => service.Metadata.Name, StringComparer.Ordinal)
            .ToList();
        var external = services.SelectMany(service => service.Status?.LoadBalancer?.Ingress ?? []).Select(ingress => ingress.Ip).Where(ip => !string.IsNullOrEmpty(ip)).Distinct().ToList();
        return external.Count > 0 ? external : [.. services.Select(service => service.Spec.ClusterIP).Where(ip => !string.IsNullOrEmpty(ip) && ip != "None")];
    }

    private static bool Mounts(V1Pod pod, string name) => (pod.Spec.Volumes ?? []).Any(volume =>
        volume.ConfigMap?.Name == name || volume.Projected?.Sources?.Any(source => source.ConfigMap?.Name == name) == true);
}
