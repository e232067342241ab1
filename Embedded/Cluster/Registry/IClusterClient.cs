using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Workshop.Cluster.Registry;

/// <summary>The registry in typed words, for loops and nodes. Objects returned are shared: copy before changing (<c>Copy</c>).</summary>
internal interface IClusterClient
{
    T? Find<T>(string ns, string name) where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <param name="ns">Null: all namespaces.</param>
    IReadOnlyList<T> List<T>(string? ns = null) where T : class, IKubernetesObject<V1ObjectMeta>;

    T Copy<T>(T shared) where T : class, IKubernetesObject<V1ObjectMeta>;

    T Create<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Replaces metadata and spec; stale → StatusException with IsConflict.</summary>
    T Update<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>Replaces the status; stale → StatusException with IsConflict. Equal → nothing is written.</summary>
    T UpdateStatus<T>(T item) where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <summary>JSON merge patch, for annotations and the like.</summary>
    T Patch<T>(string ns, string name, JsonObject mergePatch, string? subresource = null) where T : class, IKubernetesObject<V1ObjectMeta>;

    /// <returns>False when there was nothing to delete, or it is another object by now (uid precondition).</returns>
    bool Delete<T>(string ns, string name, DeletionOptions? options = null) where T : class, IKubernetesObject<V1ObjectMeta>;
}
