using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Manifests;

/// <summary>Brings a manifest's objects into the cluster, and takes those away again that it made. An ordinary client of the API.</summary>
internal sealed class ManifestApplier(ManifestResource manifest, IKubernetesApi api)
{
    private const string DefaultNamespace = EmbeddedClusterResource.DefaultNamespace;

    private readonly ServedKinds _kinds = new(api);
    private readonly Stack<(ApiResource Resource, string? Namespace, V1ObjectMeta Metadata)> _made = new();

    /// <summary>Applies them in their order; what has to come about of them is returned.</summary>
    /// <param name="onApplied">Told a line for each, as kubectl tells it.</param>
    /// <exception cref="ManifestException">The API knows no such kind, or refuses the object.</exception>
    public async Task<IReadOnlyList<Rollout>> ApplyAsync(IReadOnlyList<ManifestDocument> documents, Action<string> onApplied, CancellationToken ct)
    {
        var rollouts = new List<Rollout>();
        foreach (var document in documents)
        {
            var kind = await _kinds.FindAsync(document.ApiVersion, document.Kind, ct)
                ?? throw new ManifestException(manifest.Name, $"{document}: the cluster has no kind '{document.Kind}' in version '{document.ApiVersion}'. Is its CustomResourceDefinition missing?");
            var ns = kind.IsNamespaced ? document.Namespace ?? manifest.Namespace ?? DefaultNamespace : null;
            var applied = await ApplyAsync(document, kind.Resource, ns, ct);
            onApplied($"{document.Kind.ToLowerInvariant()}/{document.Name} {(applied.IsNew ? "created" : "configured")}");
            if (RolloutState.IsAwaited(document))
            {
                rollouts.Add(new(document.Kind, ns ?? "", document.Name));
            }
        }

        return rollouts;
    }

    /// <summary>The namespace of the objects that name none exists.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        if (manifest.Namespace is not { } ns)
        {
            return;
        }

        var resource = ApiResource.Of<V1Namespace>();
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = V1Namespace.KubeKind, ["metadata"] = new JsonObject { ["name"] = ns } };
        try
        {
            Remember(resource, null, await api.ApplyAsync(resource, null, ns, body, Manager, ct));
        }
        catch (KubernetesApiException e)
        {
            throw new ManifestException(manifest.Name, $"namespace '{ns}' was refused by the cluster: {e.Message}", e);
        }
    }

    /// <summary>Deletes what it made, the last first. What was there before it stays.</summary>
    public async Task TakeAwayAsync(CancellationToken ct)
    {
        while (_made.TryPop(out var made))
        {
            await api.DeleteAsync(made.Resource, made.Namespace, made.Metadata, ct);
        }
    }

    private string Manager => $"aspire-{manifest.Name}";

    private async Task<AppliedObject> ApplyAsync(ManifestDocument document, ApiResource resource, string? ns, CancellationToken ct)
    {
        try
        {
            var applied = await api.ApplyAsync(resource, ns, document.Name, document.Body, Manager, ct);
            Remember(resource, ns, applied);
            return applied;
        }
        catch (KubernetesApiException e)
        {
            throw new ManifestException(manifest.Name, $"{document} was refused by the cluster: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private void Remember(ApiResource resource, string? ns, AppliedObject applied)
    {
        if (applied.IsNew)
        {
            _made.Push((resource, ns, applied.Metadata));
        }
    }
}
