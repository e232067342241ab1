using k8s.Models;
using Workshop.Hosting.Dashboard;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>
/// Who may talk to the dashboard beside the base's rule that nobody may talk to anybody: the services send it telemetry, and it asks the API.
/// Its pages are reached by nobody: port-forward comes from the pod's own node, which no policy keeps out.
/// </summary>
internal static class DashboardNetwork
{
    // Where API servers listen; their addresses are another in each cluster.
    private static readonly int[] ApiServer = [443, 6443];
    private static readonly int[] Otlp = [DashboardPorts.Usual.OtlpGrpc, DashboardPorts.Usual.OtlpHttp];

    public static IEnumerable<V1NetworkPolicy> Of(ApplicationModel model)
    {
        var senders = Patch.Projects(model).Select(workload => workload.Name).ToList();
        return [Receives(senders), Send(senders)];
    }

    private static V1NetworkPolicy Receives(List<string> senders) => new()
    {
        Metadata = new V1ObjectMeta { Name = DashboardPod.Name },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = Dashboard(),
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = [new V1NetworkPolicyIngressRule { FromProperty = [new V1NetworkPolicyPeer { PodSelector = Services(senders) }], Ports = Ports(Otlp) }],
            Egress = [new V1NetworkPolicyEgressRule { Ports = Ports(ApiServer) }],
        },
    };

    private static V1NetworkPolicy Send(List<string> senders) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"{DashboardPod.Name}-telemetry" },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = Services(senders),
            PolicyTypes = ["Egress"],
            Egress = [new V1NetworkPolicyEgressRule { To = [new V1NetworkPolicyPeer { PodSelector = Dashboard() }], Ports = Ports(Otlp) }],
        },
    };

    private static V1LabelSelector Dashboard() => new() { MatchLabels = ObjectLabels.ServiceSelector(DashboardPod.Name) };

    private static V1LabelSelector Services(List<string> names) => new() { MatchExpressions = [new V1LabelSelectorRequirement { Key = "app", OperatorProperty = "In", Values = names }] };

    private static List<V1NetworkPolicyPort> Ports(int[] ports) => [.. ports.Select(port => new V1NetworkPolicyPort { Port = port, Protocol = "TCP" })];
}
