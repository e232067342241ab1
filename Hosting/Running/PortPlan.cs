using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>The ports of this machine under which external endpoints are reached, and the lines to say where one is not the usual one.</summary>
internal sealed record PortPlan(IReadOnlyDictionary<EndpointKey, int> Ports, IReadOnlyList<string> Notes)
{
    private const int MaxPort = 65535;

    /// <summary>Chooses a port for every external endpoint: the one it asks for, else 8080 (http) or 8443 (https), else the next free one.</summary>
    /// <param name="isFree">Whether a port can be listened on now.</param>
    /// <param name="anyFree">Null: usual ports. Else gives a free port, another one each time.</param>
    public static PortPlan For(ApplicationModel model, Func<int, bool> isFree, Func<int>? anyFree)
    {
        var ports = new Dictionary<EndpointKey, int>();
        var notes = new List<string>();
        foreach (var (workload, endpoint) in External(model))
        {
            var key = new EndpointKey(workload.Name, endpoint.Name);
            if (anyFree is not null)
            {
                ports[key] = anyFree();
                continue;
            }

            var usual = endpoint.Port ?? (endpoint.Scheme == "https" ? 8443 : 8080);
            var chosen = usual;
            while (ports.ContainsValue(chosen) || !isFree(chosen))
            {
                // Past the end begins again above the ports that need privileges.
                chosen = chosen == MaxPort ? 1024 : chosen + 1;
            }

            if (chosen != usual)
            {
                notes.Add($"Port {usual} is taken: {key} is on {chosen}.");
            }

            ports[key] = chosen;
        }

        return new(ports, notes);
    }

    private static IEnumerable<(Workload Workload, WorkloadEndpoint Endpoint)> External(ApplicationModel model) =>
        from workload in model.Workloads
        from endpoint in workload.Endpoints
        where endpoint.IsExternal
        select (workload, endpoint);
}
