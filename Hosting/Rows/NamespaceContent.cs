using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>Everything in a namespace that somebody made there, of whatever kind the API serves.</summary>
internal sealed class NamespaceContent(IKubernetesApi api, string ns)
{
    // What the cluster makes and keeps by itself, or what only tells of the past.
    private static readonly HashSet<(string Plural, string Name)> Kept = [("services", "kubernetes"), ("endpoints", "kubernetes"), ("serviceaccounts", "default"), ("configmaps", "kube-root-ca.crt")];
    private static readonly HashSet<string> Passing = ["events", "leases", "endpointslices", "controllerrevisions"];

    // Who would make others again goes first.
    private static readonly string[] First = ["horizontalpodautoscalers", "cronjobs", "deployments", "statefulsets", "daemonsets", "jobs", "replicationcontrollers", "replicasets"];

    /// <returns>How many objects are being deleted.</returns>
    public async Task<int> DeleteAsync(CancellationToken ct)
    {
        var count = 0;
        foreach (var resource in (await KindsAsync(ct)).OrderBy(resource => Array.IndexOf(First, resource.Plural) is >= 0 and var place ? place : First.Length))
        {
            var list = await api.GetAsync(resource.Path(ns), ct);
            foreach (var item in list["items"]?.AsArray() ?? [])
            {
                var metadata = KubernetesJson.Deserialize<V1ObjectMeta>(item!["metadata"]!.ToJsonString());
                if (metadata.DeletionTimestamp is null && !Kept.Contains((resource.Plural, metadata.Name)))
                {
                    await api.DeleteAsync(resource, ns, metadata, ct);
                    count += metadata.OwnerReferences is { Count: > 0 } ? 0 : 1;
                }
            }
        }

        return count;
    }

    private async Task<IReadOnlyList<ApiResource>> KindsAsync(CancellationToken ct)
    {
        var groups = await api.GetAsync("apis", ct);
        var versions = (groups["groups"]?.AsArray() ?? []).Select(group => group!["preferredVersion"]!["groupVersion"]!.GetValue<string>());
        List<ApiResource> kinds = [];
        foreach (var version in versions.Prepend("v1"))
        {
            var found = await ResourcesAsync(version, ct);
            kinds.AddRange(found.Where(IsDeletable).Select(kind => new ApiResource(kind["kind"]!.GetValue<string>(), version, kind["name"]!.GetValue<string>())));
        }

        return [.. kinds.Where(kind => !Passing.Contains(kind.Plural))];
    }

    private async Task<IEnumerable<JsonObject>> ResourcesAsync(string version, CancellationToken ct)
    {
        try
        {
            var list = await api.GetAsync($"{(version.Contains('/', StringComparison.Ordinal) ? "apis" : "api")}/{version}", ct);
            return (list["resources"]?.AsArray() ?? []).Select(item => item!.AsObject());
        }
        catch (KubernetesApiException e) when (e.Code is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
        {
            // A group that went meanwhile, or whose own server is away: what it holds is not here.
            return [];
        }
    }

    private static bool IsDeletable(JsonObject kind) =>
        kind["namespaced"]?.GetValue<bool>() == true
        && kind["verbs"]?.AsArray().Select(verb => verb!.GetValue<string>()).ToList() is { } verbs
        && verbs.Contains("delete") && verbs.Contains("list");
}
