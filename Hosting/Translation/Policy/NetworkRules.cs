using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>Nobody may talk to anybody, but those whom the model binds may: one policy for the namespace, one for each workload.</summary>
internal sealed class NetworkRules(ApplicationModel model, ServicePorts ports)
{
    private const string DefaultDeny = "default-deny";
    private const string AllowDns = "allow-dns";
    private const int Dns = 53;

    public static V1NetworkPolicy DenyAll() => new()
    {
        Metadata = new V1ObjectMeta { Name = DefaultDeny },
        Spec = new V1NetworkPolicySpec { PodSelector = new V1LabelSelector(), PolicyTypes = ["Ingress", "Egress"] },
    };

    /// <summary>Names are resolved by a pod of kube-system, or by the node itself.</summary>
    public static V1NetworkPolicy Names() => new()
    {
        Metadata = new V1ObjectMeta { Name = AllowDns },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector(),
            PolicyTypes = ["Egress"],
            Egress = [new V1NetworkPolicyEgressRule { Ports = [Port(Dns, "UDP"), Port(Dns, "TCP")] }],
        },
    };

    public V1NetworkPolicy Of(Workload workload)
    {
        var ingress = Ingress(workload);
        var egress = Egress(workload);
        return new V1NetworkPolicy
        {
            Metadata = new V1ObjectMeta { Name = workload.Name },
            Spec = new V1NetworkPolicySpec
            {
                PodSelector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(workload.Name) },
                PolicyTypes = ["Ingress", "Egress"],
                Ingress = ingress.Count == 0 ? null : ingress,
                Egress = egress.Count == 0 ? null : egress,
            },
        };
    }

    // What is reached from outside is reached by everybody; probes come from the node, which no policy keeps out.
    private List<V1NetworkPolicyIngressRule> Ingress(Workload workload)
    {
        var served = ports.Of(workload);
        var external = served.Where(port => port.Endpoint.IsExternal).ToList();
        var callers = Bonds.CallersOf(workload, model);
        var rules = new List<V1NetworkPolicyIngressRule>();
        if (external.Count > 0)
        {
            rules.Add(new V1NetworkPolicyIngressRule { Ports = [.. external.Select(Port)] });
        }

        if (callers.Count > 0 && served.Count > 0)
        {
            rules.Add(new V1NetworkPolicyIngressRule { FromProperty = [.. callers.Select(Pods)], Ports = [.. served.Select(Port)] });
        }

        return rules;
    }

    private List<V1NetworkPolicyEgressRule> Egress(Workload workload) =>
    [
        .. from callee in Bonds.CalleesOf(workload, model)
           let served = ports.Of(callee)
           where served.Count > 0
           select new V1NetworkPolicyEgressRule { To = [Pods(callee)], Ports = [.. served.Select(Port)] },
    ];

    private static V1NetworkPolicyPeer Pods(Workload workload) => new() { PodSelector = new V1LabelSelector { MatchLabels = ObjectLabels.ServiceSelector(workload.Name) } };

    // A policy sees the pod's own port, not the Service's.
    private static V1NetworkPolicyPort Port(ServicePort port) => Port(port.Endpoint.ListeningPort, "TCP");

    private static V1NetworkPolicyPort Port(int port, string protocol) => new() { Port = port, Protocol = protocol };
}
