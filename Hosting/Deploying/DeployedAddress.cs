using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>Where a deployed application is reached: what its load balancer says, or how to get in without one.</summary>
internal sealed class DeployedAddress(ApplicationModel model, TranslationTarget target, IKubectl kubectl)
{
    public async Task<string> DescribeAsync(string overlay, CancellationToken ct)
    {
        foreach (var (what, path) in Places())
        {
            var answer = await kubectl.AskAsync(["get", "-n", target.Namespace, what, "-o", $"jsonpath={path}"], null, ct);
            if (answer.IsGood && answer.Output.Trim() is { Length: > 0 } address)
            {
                return $"The application is at {address} ({what}).";
            }
        }

        if (Patch.External(model).FirstOrDefault() is not { } entry)
        {
            return "Nothing of the application is reached from outside: no resource has an external endpoint.";
        }

        return $"Overlay '{overlay}' has no address yet. A new load balancer takes some minutes: 'kubectl get -n {target.Namespace} gateway,ingress,service' shows it. "
            + $"Until then: kubectl port-forward -n {target.Namespace} service/{entry.Name} 8080:80";
    }

    private IEnumerable<(string What, string Path)> Places() =>
    [
        ($"gateways.gateway.networking.k8s.io/{GkeOverlay.GatewayName}", "{.status.addresses[0].value}"),
        ($"ingress/{GkeOverlay.GatewayName}", "{.status.loadBalancer.ingress[0].ip}"),
        .. Patch.External(model).Select(workload => ($"service/{workload.Name}", "{.status.loadBalancer.ingress[0].ip}:{.spec.ports[0].port}")),
    ];
}
