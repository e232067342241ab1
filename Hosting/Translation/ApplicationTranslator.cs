using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Translation;

/// <summary>
/// The model as Kubernetes objects, in the order in which they are applied. Pure: the same model and target give the same objects;
/// no clock, network, path or chance.
/// </summary>
internal static class ApplicationTranslator
{
    /// <param name="model">A model that the validator let pass.</param>
    public static IReadOnlyList<TranslatedObject> Translate(ApplicationModel model, TranslationTarget target)
    {
        var ports = new ServicePorts(model, target);
        var expressions = new Expressions(ports, target);
        var secrets = new SecretTranslation(target, expressions);
        var workloads = new WorkloadTranslation(target, ports, new PodTranslation(target, new EnvironmentTranslation(model, target, ports, expressions)));
        var rules = new NetworkRules(model, ports);

        // What pods need comes before the pods; Services too, since a container is told of those that exist when it starts.
        return
        [
            Json(null, Namespace(target)),
            .. Guards(null, target, NetworkRules.DenyAll(), NetworkRules.Names()),
            .. target.HasSecretValues ? model.Parameters.Where(parameter => parameter.Secret).Select(parameter => Json(parameter.Name, secrets.OfParameter(parameter))) : [],
            .. model.Workloads.Select(workload => Json(workload.Name, workloads.ServiceAccount(workload))),
            .. from workload in model.Workloads let files = secrets.OfFiles(workload) where files is not null select Json(workload.Name, files),
            .. from workload in model.Workloads let service = workloads.Service(workload) where service is not null select Json(workload.Name, service),
            .. from neighbour in model.Neighbours let service = workloads.ServiceOfNeighbour(neighbour) where service is not null select Json(neighbour.Name, service),
            .. model.Workloads.SelectMany(workload => Guards(workload.Name, target, rules.Of(workload), workloads.Budget(workload))),
            .. model.Workloads.Select(workload => Json(workload.Name, workloads.Controller(workload))),
            .. from workload in model.Workloads let autoscaler = workloads.Autoscaler(workload) where autoscaler is not null select Json(workload.Name, autoscaler),
        ];
    }

    private static V1Namespace Namespace(TranslationTarget target) => new()
    {
        Metadata = new V1ObjectMeta { Name = target.Namespace, Labels = ObjectLabels.OfNamespace() },
    };

    private static IEnumerable<TranslatedObject> Guards(string? resource, TranslationTarget target, params IKubernetesObject<V1ObjectMeta>[] guards) => guards.Select(guard =>
    {
        guard.Metadata.NamespaceProperty = target.Namespace;
        guard.Metadata.Labels ??= resource is null ? ObjectLabels.OfApplication() : ObjectLabels.OfResource(resource);
        return Json(resource, guard);
    });

    private static TranslatedObject Json(string? resource, IKubernetesObject<V1ObjectMeta> typed) => new(resource, ApiResource.Json(typed));
}
