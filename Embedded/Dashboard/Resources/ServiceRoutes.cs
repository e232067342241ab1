using System.Collections.Immutable;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>What Services mean for workloads: where these answer.</summary>
internal static class ServiceRoutes
{
    private static readonly string[] TlsPorts = ["https", "tls"];

    /// <summary>The Services that select pods with these labels.</summary>
    public static ImmutableArray<ServiceState> Of(IReadOnlyDictionary<string, string> labels, string ns, IEnumerable<ServiceState> services) =>
        [.. services.Where(service => service.Name.Namespace == ns && service.Selector.Matches(labels))];

    /// <summary>Addresses from outside first; where there is none, those inside.</summary>
    public static ImmutableArray<ResourceUrl> Urls(IEnumerable<ServiceState> services, string? nodeAddress)
    {
        var all = services.SelectMany(service => service.Ports.SelectMany(port => Of(service, port, nodeAddress))).ToList();
        return all.Exists(url => url.IsReachable) ? [.. all.Where(url => url.IsReachable)] : [.. all];
    }

    private static IEnumerable<ResourceUrl> Of(ServiceState service, ServicePort port, string? nodeAddress)
    {
        foreach (var address in service.ExternalAddresses)
        {
            yield return new(Address(port, address, port.Port), IsReachable: true, service.Name.Name);
        }

        if (service.ExternalAddresses.IsEmpty && port.NodePort is { } nodePort && !string.IsNullOrEmpty(nodeAddress))
        {
            yield return new(Address(port, nodeAddress, nodePort), IsReachable: true, service.Name.Name);
        }

        yield return new(Address(port, service.Name.Name, port.Port), IsReachable: false, service.Name.Name);
    }

    private static string Address(ServicePort port, string host, int number)
    {
        var isTls = TlsPorts.Contains(port.Name) || port.AppProtocol == "https" || number is 443 or 8443;
        var scheme = isTls ? "https" : port.Name.StartsWith("http", StringComparison.Ordinal) || port.AppProtocol == "http" || number is 80 or 8080 ? "http" : "tcp";
        var shown = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return (scheme, number) is ("http", 80) or ("https", 443) ? $"{scheme}://{shown}" : $"{scheme}://{shown}:{number}";
    }
}
