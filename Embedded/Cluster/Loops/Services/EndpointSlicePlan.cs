using k8s.Models;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Services;

/// <summary>Decides the EndpointSlices of a Service: its pods by the ports that they have, at most a hundred in a slice, at least one slice.</summary>
internal sealed record EndpointSlicePlan(IReadOnlyList<V1EndpointSlice> Create, IReadOnlyList<V1EndpointSlice> Update, IReadOnlyList<V1EndpointSlice> Delete)
{
    public const string ManagedByLabel = "endpointslice.kubernetes.io/managed-by";
    public const string ManagedBy = "endpointslice-controller.k8s.io";
    public const string ServiceLabel = "kubernetes.io/service-name";

    public const int SliceLimit = 100;

    /// <param name="present">The Service's slices that this loop keeps; shared, and not changed.</param>
    public static EndpointSlicePlan For(V1Service service, IEnumerable<V1Pod> pods, IEnumerable<V1EndpointSlice> present) => Match(Wanted(service, pods), present);

    public static bool IsManaged(V1EndpointSlice slice, string by) => slice.Metadata.Labels?.TryGetValue(ManagedByLabel, out var manager) == true && manager == by;

    /// <summary>Decides how slices that there are become those that are wanted.</summary>
    public static EndpointSlicePlan Match(IReadOnlyList<V1EndpointSlice> wanted, IEnumerable<V1EndpointSlice> present)
    {
        var free = present.OrderBy(slice => slice.Metadata.Name, StringComparer.Ordinal).ToList();
        var plan = new EndpointSlicePlan([], [], []);
        var (create, update) = (new List<V1EndpointSlice>(), new List<V1EndpointSlice>());

        // A slice with the same ports is filled anew; failing that, any is taken over rather than deleted, so that few objects change.
        foreach (var slice in wanted)
        {
            var reused = free.Find(candidate => candidate.AddressType == slice.AddressType && SameText.Of(candidate.Ports, slice.Ports));
            if (reused is not null)
            {
                free.Remove(reused);
                Keep(reused, slice, update);
            }
            else
            {
                create.Add(slice);
            }
        }

        foreach (var slice in create.ToList())
        {
            if (free.Find(candidate => candidate.AddressType == slice.AddressType) is { } taken)
            {
                Keep(taken, slice, update);
                free.Remove(taken);
                create.Remove(slice);
            }
        }

        return plan with { Create = create, Update = update, Delete = free };
    }

    /// <summary>Does it; updates first, so that no address is missing in between.</summary>
    public void Apply(IClusterClient cluster)
    {
        foreach (var slice in Update)
        {
            cluster.Update(slice);
        }

        foreach (var slice in Create)
        {
            cluster.Create(slice);
        }

        foreach (var slice in Delete)
        {
            cluster.Delete<V1EndpointSlice>(slice.Metadata.NamespaceProperty, slice.Metadata.Name, new DeletionOptions { PreconditionUid = slice.Metadata.Uid });
        }
    }

    private static List<V1EndpointSlice> Wanted(V1Service service, IEnumerable<V1Pod> pods)
    {
        var slices = ServicePods.Select(service, pods)
            .GroupBy(pod => string.Join(',', ServicePods.Ports(service, pod)), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => group.Chunk(SliceLimit))
            .Select(chunk => New(service, ServicePods.Ports(service, chunk[0]), chunk))
            .ToList();
        return slices.Count > 0 ? slices : [New(service, null, [])];
    }

    private static V1EndpointSlice New(V1Service service, IReadOnlyList<EndpointPort>? ports, V1Pod[] pods) => new()
    {
        ApiVersion = "discovery.k8s.io/v1",
        Kind = "EndpointSlice",
        Metadata = new V1ObjectMeta
        {
            GenerateName = $"{service.Metadata.Name}-",
            NamespaceProperty = service.Metadata.NamespaceProperty,
            Labels = Labels(service),
            OwnerReferences = [Owners.ReferenceTo(service, "v1", "Service")],
        },
        AddressType = "IPv4",
        Ports = ports is null ? null : [.. ports.Select(port => new Discoveryv1EndpointPort { Name = port.Name, Port = port.Number, Protocol = port.Protocol, AppProtocol = port.AppProtocol })],
        Endpoints = pods.Length == 0 ? null : [.. pods.Select(pod => Endpoint(service, pod))],
    };

    private static V1Endpoint Endpoint(V1Service service, V1Pod pod)
    {
        var isReady = PodFacts.IsReady(pod);
        var isTerminating = PodFacts.IsTerminating(pod);
        return new V1Endpoint
        {
            Addresses = [pod.Status.PodIP],
            Conditions = new V1EndpointConditions
            {
                // A pod that is on its way out still serves what it has begun, but gets nothing new.
                Ready = service.Spec.PublishNotReadyAddresses == true || (isReady && !isTerminating),
                Serving = isReady,
                Terminating = isTerminating,
            },
            Hostname = ServicePods.HostnameIn(service, pod),
            NodeName = pod.Spec.NodeName,
            TargetRef = ServicePods.ReferenceTo(pod),
        };
    }

    private static Dictionary<string, string> Labels(V1Service service)
    {
        var labels = new Dictionary<string, string>(service.Metadata.Labels ?? new Dictionary<string, string>())
        {
            [ManagedByLabel] = ManagedBy,
            [ServiceLabel] = service.Metadata.Name,
        };
        labels.Remove(ServicePods.HeadlessLabel);
        if (ServicePods.IsHeadless(service))
        {
            labels[ServicePods.HeadlessLabel] = "";
        }

        return labels;
    }

    private static void Keep(V1EndpointSlice present, V1EndpointSlice wanted, List<V1EndpointSlice> update)
    {
        if (SameText.Of(present.Ports, wanted.Ports) && SameText.Of(present.Endpoints, wanted.Endpoints) && SameLabels(present, wanted))
        {
            return;
        }

        wanted.Metadata.Name = present.Metadata.Name;
        wanted.Metadata.GenerateName = present.Metadata.GenerateName;
        wanted.Metadata.ResourceVersion = present.Metadata.ResourceVersion;
        update.Add(wanted);
    }

    private static bool SameLabels(V1EndpointSlice present, V1EndpointSlice wanted) =>
        present.Metadata.Labels.Count == wanted.Metadata.Labels.Count && LabelMatch.HasAll(wanted.Metadata.Labels, present.Metadata.Labels);
}
