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
    /// <param name="ns">Null: not in a namespace.</param>
    Task DeleteAsync(ApiResource resource, string? ns, V1ObjectMeta metadata, CancellationToken ct);

    /// <exception cref="KubernetesApiException">Reason NotFound and others.</exception>
    Task<JsonObject> GetAsync(string path, CancellationToken ct);

    /// <summary>A JSON merge patch (RFC 7386).</summary>
    /// <exception cref="KubernetesApiException">Reason NotFound, Invalid and others.</exception>
    Task PatchAsync(ApiResource resource, string? ns, string name, JsonObject patch, CancellationToken ct);

    /// <summary>Writes an object over the one that was read; refused with Conflict when that is not the latest.</summary>
    /// <exception cref="KubernetesApiException">Reason NotFound, Conflict, Invalid and others.</exception>
    Task ReplaceAsync(ApiResource resource, string? ns, string name, JsonObject body, CancellationToken ct);

    /// <summary>Applies an object as <c>kubectl apply --server-side --force-conflicts</c> does; a field that its kind has not is refused.</summary>
    /// <param name="manager">Who owns the fields that the object names.</param>
    /// <exception cref="KubernetesApiException">Reason Invalid, Forbidden and others.</exception>
    Task<AppliedObject> ApplyAsync(ApiResource resource, string? ns, string name, JsonObject body, string manager, CancellationToken ct);

    /// <summary>Any request without a body: what is not an object, such as a pod's own port behind <c>proxy</c>.</summary>
    /// <exception cref="KubernetesApiException">The API, or the pod behind it, refuses.</exception>
    Task<string> SendAsync(HttpMethod method, string path, CancellationToken ct);

    /// <summary>Lists, then follows; after a break lists again. Ends when cancelled.</summary>
    /// <param name="ns">Null: all namespaces.</param>
    IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? ns, string? selector, CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>;

    Task<string> ReadLogAsync(string ns, string pod, string container, bool previous, int tailLines, CancellationToken ct);

    /// <summary>A container's lines with their times, as they come; ends with the container.</summary>
    /// <param name="previous">Those of the container before this one, which has ended.</param>
    /// <param name="since">Null: from the last <paramref name="tailLines"/> on.</param>
    /// <exception cref="KubernetesApiException">The pod is gone, or the container has not been started.</exception>
    IAsyncEnumerable<string> FollowLogAsync(string ns, string pod, string container, bool previous, DateTimeOffset? since, int tailLines, CancellationToken ct);
}
