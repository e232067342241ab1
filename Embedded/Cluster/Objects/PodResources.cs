using k8s.Models;

namespace Workshop.Cluster.Objects;

/// <summary>What a pod asks for, or is limited to, as a whole: the sum of its containers, or the most of its init containers where that is more, and its overhead.</summary>
internal static class PodResources
{
    public static ResourceAmounts Requests(V1PodSpec spec) => Sum(spec, container => container.Resources?.Requests, _ => true);

    /// <summary>Overhead counts where there is a limit at all.</summary>
    public static ResourceAmounts Limits(V1PodSpec spec) => Sum(spec, container => container.Resources?.Limits, amounts => amounts.Value != 0);

    private static ResourceAmounts Sum(V1PodSpec spec, Func<V1Container, IDictionary<string, ResourceQuantity>?> of, Func<Amount, bool> hasOverhead)
    {
        // A sidecar (an init container that is always restarted) runs beside the containers and beside the init containers after it.
        var (peak, sidecars, total) = (new ResourceAmounts(), new ResourceAmounts(), new ResourceAmounts());
        foreach (var init in spec.InitContainers ?? [])
        {
            var together = new ResourceAmounts();
            together.Add(sidecars);
            together.Add(of(init));
            peak.Raise(together);
            sidecars = init.RestartPolicy == "Always" ? together : sidecars;
        }

        foreach (var container in spec.Containers)
        {
            total.Add(of(container));
        }

        total.Add(sidecars);
        total.Raise(peak);
        foreach (var (name, amount) in spec.Overhead ?? new Dictionary<string, ResourceQuantity>())
        {
            if (hasOverhead(total.At(name)))
            {
                total[name] = total.At(name).Plus(Amount.Of(amount));
            }
        }

        return total;
    }
}
