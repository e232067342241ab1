using k8s.Models;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Decides a Service's Endpoints, the older form of its slices: ready and unready addresses by ports, sorted.</summary>
internal static class EndpointsPlan
{
    /// <returns>The Endpoints as they are to be, or null when they are so already.</returns>
    public static V1Endpoints? For(V1Service service, IEnumerable<V1Pod> pods, V1Endpoints? present)
    {
        var subsets = Subsets(service, pods);
        var labels = Labels(service);
        if (present is not null && SameText.Of(present.Subsets, subsets) && SameText.Of(present.Metadata.Labels, labels))
        {
            return null;
        }

        return new V1Endpoints
        {
            ApiVersion = "v1",
            Kind = "Endpoints",
            Metadata = new V1ObjectMeta
            {
                Name = service.Metadata.Name,
                NamespaceProperty = service.Metadata.NamespaceProperty,
                Labels = labels,
                Annotations = present?.Metadata.Annotations,
                ResourceVersion = present?.Metadata.ResourceVersion,
            },
            Subsets = subsets,
        };
    }

    private static List<V1EndpointSubset>? Subsets(V1Service service, IEnumerable<V1Pod> pods)
    {
        var publishesAll = service.Spec.PublishNotReadyAddresses == true;
        var subsets = ServicePods.Select(service, pods)
            .Where(pod => publishesAll || !PodFacts.IsTerminating(pod))
            .GroupBy(pod => string.Join(',', ServicePods.Ports(service, pod)), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Subset(service, [.. group], publishesAll))
            .ToList();
        return subsets.Count == 0 ? null : subsets;
    }

    private static V1EndpointSubset Subset(V1Service service, List<V1Pod> pods, bool publishesAll)
    {
        var byReadiness = pods.ToLookup(pod => publishesAll || PodFacts.IsReady(pod), pod => Address(service, pod));
        var ports = ServicePods.Ports(service, pods[0]);
        return new V1EndpointSubset
        {
            Addresses = Sorted(byReadiness[true]),
            NotReadyAddresses = Sorted(byReadiness[false]),
            Ports = ports.Count == 0
                ? null
                : [.. ports.Select(port => new Corev1EndpointPort { Name = port.Name.Length == 0 ? null : port.Name, Port = port.Number, Protocol = port.Protocol, AppProtocol = port.AppProtocol })],
        };
    }

    private static V1EndpointAddress Address(V1Service service, V1Pod pod) => new()
    {
        Ip = pod.Status.PodIP,
        Hostname = ServicePods.HostnameIn(service, pod),
        NodeName = pod.Spec.NodeName,
        TargetRef = ServicePods.ReferenceTo(pod),
    };

    private static List<V1EndpointAddress>? Sorted(IEnumerable<V1EndpointAddress> addresses)
    {
        var sorted = addresses.OrderBy(address => address.Ip, StringComparer.Ordinal).ToList();
        return sorted.Count == 0 ? null : sorted;
    }

    private static Dictionary<string, string>? Labels(V1Service service)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels ?? new Dictionary<string, string>());
        labels.Remove(ServicePods.HeadlessLabel);
        if (ServicePods.IsHeadless(service))
        {
            labels[ServicePods.HeadlessLabel] = "";
        }

        return labels.Count == 0 ? null : labels;
    }
}
