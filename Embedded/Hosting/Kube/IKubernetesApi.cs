using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Workshop.Hosting.Kube;

/// <summary>The little of the Kubernetes API that a run needs, as any client of any cluster has it.</summary>
internal interface IKubernetesApi : IDisposable
{
    /// <param name="ns">Null: not in a namespace.</param>
    /// <exception cref="KubernetesApiException">Reason AlreadyExists and others.</exception>
    Task<JsonObject> CreateAsync(string? ns, JsonObject body, CancellationToken ct);

    Task<IReadOnlyList<V1ObjectMeta>> ListAsync(ApiResource resource, string ns, string selector, CancellationToken ct);

    /// <summary>Deletes exactly this object and, in the background, what it owns. One that is gone, or that another took the name of, is success.</summary>
    Task DeleteAsync(ApiResource resource, string ns, V1ObjectMeta metadata, CancellationToken ct);

    /// <summary>Lists, then follows; after a break lists again. Ends when cancelled.</summary>
    IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string ns, string? selector, CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<string> ReadLogAsync(string ns, string pod, string container, bool previous, int tailLines, CancellationToken ct);
}
