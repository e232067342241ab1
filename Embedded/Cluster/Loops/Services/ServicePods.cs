using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Which pods stand behind a Service, and at which of their ports.</summary>
internal static class ServicePods
{
    /// <summary>When the endpoints last changed.</summary>
    public const string TriggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time";

    public const string HeadlessLabel = "service.kubernetes.io/headless";

    /// <summary>Whether this cluster keeps the Service's endpoints: those without a selector are kept by whoever made them.</summary>
    public static bool HasEndpoints(V1Service service) => service.Spec.Type != "ExternalName" && service.Spec.Selector is { Count: > 0 };

    public static bool IsHeadless(V1Service service) => service.Spec.ClusterIP == "None";

    /// <summary>Pods that the selector fits, that have an address, and whose processes have not ended for good.</summary>
    public static IEnumerable<V1Pod> Select(V1Service service, IEnumerable<V1Pod> pods) => pods
        .Where(pod => LabelMatch.HasAll(service.Spec.Selector, pod.Metadata.Labels) && !string.IsNullOrEmpty(pod.Status?.PodIP) && !PodFacts.IsFinished(pod))
        .OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal);

    /// <summary>The Service's ports as this pod has them, by name; a targetPort that names a port may differ from pod to pod, or be missing.</summary>
    public static IReadOnlyList<EndpointPort> Ports(V1Service service, V1Pod pod) =>
    [
        .. (service.Spec.Ports ?? [])
            .Select(port => (Port: port, Number: Resolve(port, pod)))
            .Where(port => port.Number is not null)
            .Select(port => new EndpointPort(port.Port.Name ?? "", port.Number!.Value, port.Port.Protocol ?? "TCP", port.Port.AppProtocol))
            .OrderBy(port => port.Name, StringComparer.Ordinal),
    ];

    public static V1ObjectReference ReferenceTo(V1Pod pod) => new()
    {
        Kind = "Pod",
        NamespaceProperty = pod.Metadata.NamespaceProperty,
        Name = pod.Metadata.Name,
        Uid = pod.Metadata.Uid,
    };

    /// <summary>A pod's name within a headless Service, where it asks for one.</summary>
    public static string? HostnameIn(V1Service service, V1Pod pod) =>
        !string.IsNullOrEmpty(pod.Spec.Hostname) && pod.Spec.Subdomain == service.Metadata.Name ? pod.Spec.Hostname : null;

    /// <summary>The Services that a change of a pod concerns: those that select it now, and those that selected it before.</summary>
    public static IEnumerable<ObjectKey> ServicesOf(IClusterClient cluster, InformerEvent<V1Pod> change) =>
        cluster.List<V1Service>(change.Key.Namespace)
            .Where(service => HasEndpoints(service)
                && (LabelMatch.HasAll(service.Spec.Selector, change.Object.Metadata.Labels)
                    || (change.Previous is not null && LabelMatch.HasAll(service.Spec.Selector, change.Previous.Metadata.Labels))))
            .Select(service => new ObjectKey(change.Key.Namespace, service.Metadata.Name));

    private static int? Resolve(V1ServicePort port, V1Pod pod)
    {
        var target = port.TargetPort?.Value;
        if (string.IsNullOrEmpty(target))
        {
            return port.Port;
        }

        return int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : pod.Spec.Containers.Concat(pod.Spec.InitContainers ?? [])
                .SelectMany(container => container.Ports ?? [])
                .FirstOrDefault(candidate => candidate.Name == target && (candidate.Protocol ?? "TCP") == (port.Protocol ?? "TCP"))
                ?.ContainerPort;
    }
}

/// <summary>A port behind a Service.</summary>
/// <param name="Name">The Service's name for it; empty for the only one of a Service.</param>
internal sealed record EndpointPort(string Name, int Number, string Protocol, string? AppProtocol);
