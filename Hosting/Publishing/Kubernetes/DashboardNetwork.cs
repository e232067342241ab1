using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>
/// Who may talk to the pages beside the base's rule that nobody may talk to anybody: the services send telemetry to the dashboard, and the cluster page asks the API.
/// Their pages are reached by nobody: port-forward comes from the pod's own node, which no policy keeps out.
/// </summary>
internal static class DashboardNetwork
{
    // Where API servers listen; their addresses are another in each cluster.
    private static readonly int[] ApiServer = [443, 6443];
    private static readonly int[] Otlp = [AspireDashboard.OtlpGrpcPort, AspireDashboard.OtlpHttpPort];

    public static IEnumerable<V1NetworkPolicy> Of(ApplicationModel model)
    {
        var senders = Patch.Projects(model).Select(workload => workload.Name).ToList();
        return
        [
            Policy(AspireDashboard.Name, Only(AspireDashboard.Name), ["Ingress", "Egress"], new() { FromProperty = [new V1NetworkPolicyPeer { PodSelector = AnyOf(senders) }], Ports = Ports(Otlp) }, null),
            Policy($"{AspireDashboard.Name}-telemetry", AnyOf(senders), ["Egress"], null, new() { To = [new V1NetworkPolicyPeer { PodSelector = Only(AspireDashboard.Name) }], Ports = Ports(Otlp) }),
            Policy(ClusterPagePod.Name, Only(ClusterPagePod.Name), ["Ingress", "Egress"], null, new() { Ports = Ports(ApiServer) }),
        ];
    }

    private static V1NetworkPolicy Policy(string name, V1LabelSelector pods, List<string> types, V1NetworkPolicyIngressRule? ingress, V1NetworkPolicyEgressRule? egress) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = pods,
            PolicyTypes = types,
            Ingress = ingress is null ? null : [ingress],
            Egress = egress is null ? null : [egress],
        },
    };

    private static V1LabelSelector Only(string name) => new() { MatchLabels = ObjectLabels.ServiceSelector(name) };

    private static V1LabelSelector AnyOf(List<string> names) => new() { MatchExpressions = [new V1LabelSelectorRequirement { Key = "app", OperatorProperty = "In", Values = names }] };

    private static List<V1NetworkPolicyPort> Ports(int[] ports) => [.. ports.Select(port => new V1NetworkPolicyPort { Port = port, Protocol = "TCP" })];
}
