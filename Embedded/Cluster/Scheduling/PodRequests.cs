using k8s.Models;

namespace Workshop.Cluster.Scheduling;

/// <summary>What a pod asks of its node: the sum of its containers, or the largest of its init containers where that is more, and its overhead.</summary>
/// <param name="ByResource">Requests by resource name; resources that nobody asks for are absent.</param>
internal sealed record PodRequests(IReadOnlyDictionary<string, decimal> ByResource)
{
    // What a container that asks for nothing is taken to use when nodes are compared, as Kubernetes takes it.
    private const decimal AssumedCpu = 0.1m;
    private const decimal AssumedMemory = 200 * 1024 * 1024;

    public decimal AssumedCpuUse => ByResource.TryGetValue("cpu", out var cpu) ? cpu : AssumedCpu;

    public decimal AssumedMemoryUse => ByResource.TryGetValue("memory", out var memory) ? memory : AssumedMemory;

    public static PodRequests Of(V1Pod pod)
    {
        // A sidecar (an init container that is always restarted) runs beside the containers and beside the init containers after it.
        var total = new Dictionary<string, decimal>();
        var peak = new Dictionary<string, decimal>();
        var sidecars = new Dictionary<string, decimal>();
        foreach (var init in pod.Spec.InitContainers ?? [])
        {
            if (init.RestartPolicy == "Always")
            {
                Add(sidecars, init.Resources?.Requests);
                Raise(peak, sidecars);
            }
            else
            {
                var together = new Dictionary<string, decimal>(sidecars);
                Add(together, init.Resources?.Requests);
                Raise(peak, together);
            }
        }

        foreach (var container in pod.Spec.Containers)
        {
            Add(total, container.Resources?.Requests);
        }

        foreach (var (name, amount) in sidecars)
        {
            total[name] = total.GetValueOrDefault(name) + amount;
        }

        Raise(total, peak);
        Add(total, pod.Spec.Overhead);
        return new PodRequests(total);
    }

    private static void Add(Dictionary<string, decimal> sum, IDictionary<string, ResourceQuantity>? amounts)
    {
        foreach (var (name, amount) in amounts ?? new Dictionary<string, ResourceQuantity>())
        {
            sum[name] = sum.GetValueOrDefault(name) + amount.ToDecimal();
        }
    }

    private static void Raise(Dictionary<string, decimal> least, Dictionary<string, decimal> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            least[name] = Math.Max(least.GetValueOrDefault(name), amount);
        }
    }
}
