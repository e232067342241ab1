using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>The variables by which Kubernetes tells a container of the Services that exist when it starts: <c>HELLO_SERVICE_HOST</c> and its like.</summary>
internal static class ServiceVariables
{
    private const string MasterNamespace = "default";
    private const string MasterName = "kubernetes";

    public static Dictionary<string, string> For(V1Pod pod, IReadOnlyCollection<V1Service> services)
    {
        var variables = new Dictionary<string, string>();
        foreach (var service in services.Where(service => IsVisible(service, pod)).OrderBy(service => service.Metadata.Name, StringComparer.Ordinal))
        {
            Add(service, variables);
        }

        AddMaster(services, variables);
        return variables;
    }

    /// <summary>A client in a pod finds the API where it listens: the ClusterIP's port 443 may be one that nobody here may bind.</summary>
    private static void AddMaster(IEnumerable<V1Service> services, Dictionary<string, string> variables)
    {
        var master = services.FirstOrDefault(service => service.Metadata is { NamespaceProperty: MasterNamespace, Name: MasterName });
        if (master?.Spec.Ports?.FirstOrDefault()?.TargetPort?.Value is { } port && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            variables["KUBERNETES_SERVICE_HOST"] = System.Net.IPAddress.Loopback.ToString();
            variables["KUBERNETES_SERVICE_PORT"] = port;
            variables["KUBERNETES_SERVICE_PORT_HTTPS"] = port;
        }
    }

    private static bool IsVisible(V1Service service, V1Pod pod) =>
        !string.IsNullOrEmpty(service.Spec.ClusterIP) && service.Spec.ClusterIP != "None"
        && (service.Metadata is { NamespaceProperty: MasterNamespace, Name: MasterName }
            || (service.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && pod.Spec.EnableServiceLinks != false));

    private static void Add(V1Service service, Dictionary<string, string> variables)
    {
        var ports = service.Spec.Ports ?? [];
        if (ports.Count == 0)
        {
            return;
        }

        var name = Name(service.Metadata.Name);
        var ip = service.Spec.ClusterIP;
        variables[$"{name}_SERVICE_HOST"] = ip;
        variables[$"{name}_SERVICE_PORT"] = Number(ports[0].Port);
        foreach (var port in ports.Where(port => !string.IsNullOrEmpty(port.Name)))
        {
            variables[$"{name}_SERVICE_PORT_{Name(port.Name)}"] = Number(port.Port);
        }

        for (var index = 0; index < ports.Count; index++)
        {
            var protocol = ports[index].Protocol ?? "TCP";
            var prefix = $"{name}_PORT_{Number(ports[index].Port)}_{protocol.ToUpperInvariant()}";
            var url = $"{protocol.ToLowerInvariant()}://{ip}:{Number(ports[index].Port)}";
            if (index == 0)
            {
                variables[$"{name}_PORT"] = url;
            }

            variables[prefix] = url;
            variables[$"{prefix}_PROTO"] = protocol.ToLowerInvariant();
            variables[$"{prefix}_PORT"] = Number(ports[index].Port);
            variables[$"{prefix}_ADDR"] = ip;
        }
    }

    private static string Name(string name) => name.ToUpperInvariant().Replace('-', '_');

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
