using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>
/// A StatefulSet's Service has no address of its own, and its pods' come and go with them. Aspire's side of a run (connection strings, health checks, what its
/// orchestrator runs) wants one that stays: a second Service, which no publish has.
/// </summary>
internal static class SteadyServices
{
    public static string NameOf(Workload workload) => $"{workload.Name}-address";

    public static IReadOnlyList<TranslatedObject> Of(ApplicationModel model, TranslationTarget target) =>
        [.. model.Workloads.Where(workload => workload.IsStateful && new ServicePorts(model, target).Of(workload).Count > 0).Select(workload => Of(workload, new ServicePorts(model, target), target))];

    private static TranslatedObject Of(Workload workload, ServicePorts ports, TranslationTarget target) => new(workload.Name, ApiResource.Json(new V1Service
    {
        Metadata = new V1ObjectMeta { Name = NameOf(workload), NamespaceProperty = target.Namespace, Labels = ObjectLabels.OfResource(workload.Name) },
        Spec = new V1ServiceSpec
        {
            Selector = ObjectLabels.ServiceSelector(workload.Name),
            Ports = [.. ports.Of(workload).Select(port => new V1ServicePort { Name = port.Endpoint.Name, Port = port.Port, TargetPort = port.Endpoint.Name, Protocol = "TCP" })],
        },
    }));
}
