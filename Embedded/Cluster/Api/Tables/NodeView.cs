using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Nodes: their state, roles and addresses.</summary>
internal static class NodeView
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static TableView View { get; } = TableView.Of<V1Node>(
        [
            ObjectName, new("Status"), new("Roles"), Age, new("Version"),
            Wide("Internal-IP"), Wide("External-IP"), Wide("OS-Image"), Wide("Kernel-Version"), Wide("Container-Runtime"),
        ],
        (node, now) =>
        [
            node.Name(),
            Status(node),
            Roles(node),
            HumanText.Age(node.CreationTimestamp(), now),
            node.Status?.NodeInfo?.KubeletVersion ?? "",
            Address(node, "InternalIP"),
            Address(node, "ExternalIP"),
            OrUnknown(node.Status?.NodeInfo?.OsImage),
            OrUnknown(node.Status?.NodeInfo?.KernelVersion),
            OrUnknown(node.Status?.NodeInfo?.ContainerRuntimeVersion),
        ]);

    private static string Status(V1Node node)
    {
        var ready = node.Status?.Conditions?.LastOrDefault(condition => condition.Type == "Ready");
        var status = ready is null ? "Unknown" : ready.Status == "True" ? "Ready" : "NotReady";
        return node.Spec?.Unschedulable == true ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(V1Node node)
    {
        var roles = (node.Labels() ?? new Dictionary<string, string>())
            .Select(label => label.Key.StartsWith(RolePrefix, StringComparison.Ordinal) ? label.Key[RolePrefix.Length..] : label.Key == RoleLabel ? label.Value : "")
            .Where(role => role.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal);
        return HumanText.OrNone(string.Join(',', roles));
    }

    private static string Address(V1Node node, string type) =>
        HumanText.OrNone(node.Status?.Addresses?.FirstOrDefault(address => address.Type == type)?.Address);

    private static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? HumanText.Unknown : text;
}
