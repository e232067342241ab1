using System.Globalization;
using System.Net;
using k8s.Models;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary>Finds the address behind a pod's or a Service's name.</summary>
internal sealed class ProxyTargets(IObjectRegistry registry)
{
    /// <exception cref="StatusException">400, 404 or 503, in Kubernetes' words.</exception>
    public Uri Find(ResourceKind kind, string ns, ProxyName name) =>
        ReferenceEquals(kind, KindTable.Pod) ? OfPod(ns, name) : OfService(ns, name);

    private Uri OfPod(string ns, ProxyName name)
    {
        var pod = registry.Get(KindTable.Pod, new ObjectKey(ns, name.Name)).As<V1Pod>();
        if (string.IsNullOrEmpty(pod.Status?.PodIP))
        {
            throw ApiFailures.BadRequest("address not allowed");
        }

        var ports = pod.Spec.Containers.SelectMany(container => container.Ports ?? []).ToList();
        var port = name.Port.Length == 0 ? ports.Select(port => (int?)port.ContainerPort).FirstOrDefault() ?? 80
            : Number(name.Port) ?? ports.FirstOrDefault(port => port.Name == name.Port)?.ContainerPort
                ?? throw ApiFailures.BadRequest($"invalid pod request \"{name.Name}:{name.Port}\"");
        return Address(name, pod.Status.PodIP, port);
    }

    private Uri OfService(string ns, ProxyName name)
    {
        var service = registry.Get(KindTable.Service, new ObjectKey(ns, name.Name)).As<V1Service>();
        var ports = service.Spec.Ports ?? [];

        // The port of the Service, by its number or name, not that of the pod behind it.
        var port = name.Port.Length == 0 ? ports.FirstOrDefault()
            : ports.FirstOrDefault(port => port.Name == name.Port) ?? (Number(name.Port) is { } number ? ports.FirstOrDefault(port => port.Port == number) : null);
        var ready = port is null ? [] : Ready(ns, name.Name, port.Name ?? "");
        return ready.Count == 0
            ? throw new StatusException(503, "ServiceUnavailable", $"no endpoints available for service \"{name.Name}{(name.Port.Length > 0 ? ":" + name.Port : "")}\"")
            : Address(name, ready[Random.Shared.Next(ready.Count)].Address, ready[0].Port);
    }

    private List<(string Address, int Port)> Ready(string ns, string service, string port) =>
    [
        .. registry.List(KindTable.EndpointSlice, ns).Items
            .Typed<V1EndpointSlice>()
            .Where(slice => LabelMatch.HasAll(new Dictionary<string, string> { ["kubernetes.io/service-name"] = service }, slice.Metadata.Labels))
            .SelectMany(slice => (slice.Ports ?? [])
                .Where(candidate => (candidate.Name ?? "") == port && candidate.Port is not null)
                .SelectMany(candidate => (slice.Endpoints ?? [])
                    .Where(endpoint => endpoint.Conditions?.Ready != false)
                    .SelectMany(endpoint => endpoint.Addresses)
                    .Select(address => (address, candidate.Port!.Value)))),
    ];

    private static Uri Address(ProxyName name, string address, int port) =>
        IPAddress.TryParse(address, out var ip) && port is > 0 and <= IPEndPoint.MaxPort
            ? !EndpointAddress.IsAllowed(ip) ? throw ApiFailures.BadRequest("address not allowed") : new Uri($"{name.Scheme}://{new IPEndPoint(ip, port)}")
            : throw ApiFailures.BadRequest($"invalid request \"{name.Name}:{name.Port}\"");

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
