using System.Net;
using k8s.Models;

namespace Workshop.Cluster.Network;

/// <summary>Decides which external address each Service of type LoadBalancer has: the one it has, the one it asks for, or the next free one.</summary>
internal static class LoadBalancerPlan
{
    private const int Most = 8_000;

    /// <returns>The Services whose status is to change, with their address; none for one that is no LoadBalancer any more.</returns>
    public static IReadOnlyList<(V1Service Service, string? Address)> For(IReadOnlyList<V1Service> services, LoopbackRange range)
    {
        var changes = new List<(V1Service, string?)>();
        var taken = services.Where(service => IsBalanced(service) && IsKept(service, range)).Select(AddressOf).ToHashSet();
        foreach (var service in services.Where(service => !(IsBalanced(service) ? IsKept(service, range) : AddressOf(service) is null)))
        {
            var address = IsBalanced(service) ? Choose(service, range, taken) : null;
            taken.Add(address);
            changes.Add((service, address));
        }

        return changes;
    }

    private static bool IsBalanced(V1Service service) => service.Spec.Type == "LoadBalancer";

    private static string? AddressOf(V1Service service) => service.Status?.LoadBalancer?.Ingress?.FirstOrDefault()?.Ip;

    private static bool IsKept(V1Service service, LoopbackRange range) =>
        AddressOf(service) is { } address && (Asked(service) is { } asked ? asked == address : IsIn(range, address));

    // Any loopback address may be asked for, such as 127.0.0.1 for what a learner's browser opens; nothing that others could reach.
    private static string? Asked(V1Service service) =>
        IPAddress.TryParse(service.Spec.LoadBalancerIP, out var asked) && IPAddress.IsLoopback(asked) ? asked.ToString() : null;

    private static bool IsIn(LoopbackRange range, string address) => IPAddress.TryParse(address, out var parsed) && range.Contains(parsed);

    private static string? Choose(V1Service service, LoopbackRange range, HashSet<string?> taken) =>
        Asked(service) ?? Enumerable.Range(1, Most).Select(index => range.LoadBalancerAddress(index).ToString()).FirstOrDefault(address => !taken.Contains(address));
}
