using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>Typed words over the registry: writes as a control loop does.</summary>
internal sealed class ClusterClient(IObjectRegistry registry) : IClusterClient
{
    public T? Find<T>(string ns, string name) where T : class, IKubernetesObject<V1ObjectMeta> => registry.Find(KindTable.Of<T>(), Key<T>(ns, name))?.As<T>();

    public IReadOnlyList<T> List<T>(string? ns = null) where T : class, IKubernetesObject<V1ObjectMeta> =>
        [.. registry.List(KindTable.Of<T>(), ns).Items.Typed<T>()];

    public T Copy<T>(T shared) where T : class, IKubernetesObject<V1ObjectMeta> => KubernetesJson.Deserialize<T>(KubernetesJson.Serialize(shared));

    public T Create<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta> =>
        registry.Create(KindTable.Of<T>(), item.Metadata?.NamespaceProperty ?? "", Json(item), WriteOptions.Loop).As<T>();

    public T Update<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta> => registry.Update(KindTable.Of<T>(), KeyOf(item), Json(item), WriteOptions.Loop).As<T>();

    public T UpdateStatus<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta> =>
        registry.Update(KindTable.Of<T>(), KeyOf(item), Json(item), WriteOptions.Loop, "status").As<T>();

    public T Patch<T>(string ns, string name, JsonObject mergePatch, string? subresource = null) where T : class, IKubernetesObject<V1ObjectMeta> =>
        registry.Patch(KindTable.Of<T>(), Key<T>(ns, name), new ObjectPatch(PatchType.Merge, mergePatch), WriteOptions.Loop, subresource).As<T>();

    public bool Delete<T>(string ns, string name, DeletionOptions? options = null) where T : class, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            registry.Delete(KindTable.Of<T>(), Key<T>(ns, name), options ?? new DeletionOptions());
            return true;
        }
        catch (StatusException e) when (e.IsNotFound || (e.IsConflict && options?.PreconditionUid is not null))
        {
            return false;
        }
    }

    private static ObjectKey Key<T>(string ns, string name) => new(KindTable.Of<T>().IsNamespaced ? ns : "", name);

    private static ObjectKey KeyOf<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta> => Key<T>(item.Metadata.NamespaceProperty ?? "", item.Metadata.Name);

    private static JsonObject Json<T>(T item) => JsonNode.Parse(KubernetesJson.Serialize(item))!.AsObject();
}
