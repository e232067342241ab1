using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Routing;

/// <summary>The rules of Ingresses. Touches nothing.</summary>
internal static class IngressPlan
{
    /// <param name="find">The address of a backend of a namespace; null: there is none.</param>
    /// <returns>The oldest Ingress first: where two say the same, it wins.</returns>
    public static IEnumerable<GatewayRoute> For(IEnumerable<V1Ingress> ingresses, Func<string, V1IngressServiceBackend, string?> find)
    {
        var seen = new HashSet<(string?, PathKind, string)>();
        foreach (var ingress in ingresses.OrderBy(ingress => ingress.Metadata.CreationTimestamp).ThenBy(ingress => ingress.Metadata.NamespaceProperty, StringComparer.Ordinal).ThenBy(ingress => ingress.Metadata.Name, StringComparer.Ordinal))
        {
            foreach (var ((host, kind, path, backend), index) in Paths(ingress).Select((rule, index) => (rule, index)))
            {
                if (backend?.Service is { } service && find(ingress.Metadata.NamespaceProperty, service) is { } address && seen.Add((host, kind, path)))
                {
                    var name = string.Create(CultureInfo.InvariantCulture, $"{ingress.Metadata.NamespaceProperty}.{ingress.Metadata.Name}.{index}");
                    yield return new GatewayRoute(name, host, kind, path, [new RouteBackend(address)]);
                }
            }
        }
    }

    private static IEnumerable<(string? Host, PathKind Kind, string Path, V1IngressBackend? Backend)> Paths(V1Ingress ingress)
    {
        foreach (var rule in ingress.Spec.Rules ?? [])
        {
            var host = string.IsNullOrEmpty(rule.Host) ? null : rule.Host;
            foreach (var path in rule.Http?.Paths ?? [])
            {
                yield return (host, path.PathType == "Exact" ? PathKind.Exact : PathKind.Prefix, string.IsNullOrEmpty(path.Path) ? "/" : path.Path, path.Backend);
            }

            if (rule.Http is null)
            {
                yield return (host, PathKind.Prefix, "/", ingress.Spec.DefaultBackend);
            }
        }

        yield return (null, PathKind.Prefix, "/", ingress.Spec.DefaultBackend);
    }
}
