using System.Reflection;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Workshop.Hosting.Kube;

/// <summary>Where a kind stands in the API's paths.</summary>
internal sealed record ApiResource(string Kind, string GroupVersion, string Plural)
{
    /// <summary>The kinds that own an application's pods.</summary>
    public static IReadOnlyList<ApiResource> OfWorkloads { get; } = [Of<V1Deployment>(), Of<V1StatefulSet>()];

    /// <summary>
    /// The kinds that applications are made of, in the order in which they are taken away: first who would start pods again. Claims of storage are none of
    /// them: data outlive the run that wrote them.
    /// </summary>
    public static IReadOnlyList<ApiResource> OfApplication { get; } =
    [
        Of<V2HorizontalPodAutoscaler>(), .. OfWorkloads, Of<V1PodDisruptionBudget>(), Of<V1NetworkPolicy>(), Of<V1EndpointSlice>(), Of<V1Service>(), Of<V1ConfigMap>(), Of<V1Secret>(), Of<V1ServiceAccount>(),
    ];

    private static readonly IReadOnlyList<ApiResource> Known = [.. OfApplication, Of<V1Namespace>()];

    public static ApiResource Of<T>()
        where T : IKubernetesObject => Of(typeof(T));

    public static ApiResource Of(Type model)
    {
        var entity = model.GetCustomAttribute<KubernetesEntityAttribute>()
            ?? throw new InvalidOperationException($"{model.Name} is no kind of Kubernetes.");
        return new(entity.Kind, entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}", entity.PluralName);
    }

    /// <summary>An object as the API reads it, with its kind said.</summary>
    public static JsonObject Json(IKubernetesObject<V1ObjectMeta> typed)
    {
        var kind = Of(typed.GetType());
        typed.ApiVersion = kind.GroupVersion;
        typed.Kind = kind.Kind;
        return JsonNode.Parse(KubernetesJson.Serialize(typed))!.AsObject();
    }

    public static ApiResource OfKind(string kind) => Known.First(resource => resource.Kind == kind);

    /// <param name="ns">Null: not in a namespace, or all of them.</param>
    public string Path(string? ns)
    {
        var root = GroupVersion.Contains('/', StringComparison.Ordinal) ? "apis" : "api";
        return ns is null ? $"{root}/{GroupVersion}/{Plural}" : $"{root}/{GroupVersion}/namespaces/{ns}/{Plural}";
    }
}
