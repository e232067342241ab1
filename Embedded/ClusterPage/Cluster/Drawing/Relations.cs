using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Who belongs to whom in one snapshot, looked up once.</summary>
internal sealed class Relations
{
    private readonly ClusterSnapshot _snapshot;
    private readonly Dictionary<ObjectName, List<ServiceState>> _traffic = [];
    private readonly Dictionary<ObjectName, (int Ready, int All)> _endpoints = [];
    private readonly Dictionary<string, int> _newest = [];
    private readonly ILookup<string, ServiceState> _services;
    private readonly ILookup<string, ReplicaSetState> _sets;
    private readonly ILookup<string, PodState> _pods;

    private Relations(ClusterSnapshot snapshot)
    {
        _snapshot = snapshot;
        _services = snapshot.Services.Values.Where(service => !service.Selector.IsEmpty).ToLookup(service => service.Name.Namespace);
        _sets = snapshot.ReplicaSets.Values.Where(set => set.Owner is not null).ToLookup(set => set.Owner!.Uid);
        _pods = snapshot.Pods.Values.Where(pod => pod.Owner is not null).ToLookup(pod => pod.Owner!.Uid);
        foreach (var sets in _sets)
        {
            _newest[sets.Key] = sets.Max(set => set.Revision);
        }
    }

    public static Relations Of(ClusterSnapshot snapshot)
    {
        var relations = new Relations(snapshot);
        foreach (var slice in snapshot.EndpointSlices.Values)
        {
            relations.Add(slice);
        }

        return relations;
    }

    /// <summary>Services that send the pod traffic now.</summary>
    public IReadOnlyList<ServiceState> TrafficOf(PodState pod) => _traffic.GetValueOrDefault(pod.Name) ?? [];

    /// <summary>Services whose selector the pod's labels match, ready or not.</summary>
    public IEnumerable<ServiceState> Selecting(PodState pod) => _services[pod.Name.Namespace].Where(service => service.Selector.Matches(pod.Labels));

    public (int Ready, int All) EndpointsOf(ServiceState service) => _endpoints.GetValueOrDefault(service.Name);

    public ReplicaSetState? SetOf(PodState pod) =>
        pod.Owner is { Kind: "ReplicaSet" } owner && _snapshot.ReplicaSets.TryGetValue(new ObjectName(pod.Name.Namespace, owner.Name), out var set) ? set : null;

    public ObjectName? DeploymentOf(PodState pod) => SetOf(pod)?.Owner is { Kind: "Deployment" } owner ? new ObjectName(pod.Name.Namespace, owner.Name) : null;

    public Shade ShadeOf(ReplicaSetState? set) => set?.Owner is { } owner && set.Revision < _newest.GetValueOrDefault(owner.Uid) ? Shade.Old : Shade.New;

    /// <summary>Oldest revision first.</summary>
    public IEnumerable<ReplicaSetState> SetsOf(DeploymentState deployment) => _sets[deployment.Uid].OrderBy(set => set.Revision).ThenBy(set => set.Name);

    public IEnumerable<PodState> PodsOf(ReplicaSetState set) => _pods[set.Uid];

    private void Add(EndpointSliceState slice)
    {
        var name = new ObjectName(slice.Name.Namespace, slice.ServiceName);
        var (ready, all) = _endpoints.GetValueOrDefault(name);
        _endpoints[name] = (ready + slice.Endpoints.Count(endpoint => endpoint.IsReady), all + slice.Endpoints.Length);
        if (!_snapshot.Services.TryGetValue(name, out var service))
        {
            return;
        }

        foreach (var endpoint in slice.Endpoints.Where(endpoint => endpoint is { IsReady: true, Pod: not null }))
        {
            var pod = new ObjectName(slice.Name.Namespace, endpoint.Pod!);
            if (!_traffic.TryGetValue(pod, out var services))
            {
                _traffic[pod] = services = [];
            }

            services.Add(service);
        }
    }
}
