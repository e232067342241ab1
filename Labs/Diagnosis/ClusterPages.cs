using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Labs.Diagnosis;

/// <summary>What a cluster has: its objects, kind by kind, and what its containers wrote last.</summary>
/// <param name="namespaces">Those to look into; null: all of them, with what belongs to no namespace.</param>
internal sealed class ClusterPages(ClusterReader reader, IReadOnlyList<string>? namespaces)
{
    private const int LinesOfLog = 2000;
    private const int BytesOfLog = 1_000_000;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly string[] ContainerLists = ["initContainers", "containers"];

    private static readonly (string Group, string Plural)[] Namespaced =
    [
        ("api/v1", "pods"), ("api/v1", "services"), ("api/v1", "configmaps"), ("api/v1", "secrets"), ("api/v1", "persistentvolumeclaims"), ("api/v1", "serviceaccounts"),
        ("api/v1", "events"), ("api/v1", "resourcequotas"), ("api/v1", "limitranges"), ("apis/discovery.k8s.io/v1", "endpointslices"),
        ("apis/apps/v1", "deployments"), ("apis/apps/v1", "replicasets"), ("apis/apps/v1", "statefulsets"), ("apis/apps/v1", "daemonsets"),
        ("apis/batch/v1", "jobs"), ("apis/batch/v1", "cronjobs"), ("apis/autoscaling/v2", "horizontalpodautoscalers"), ("apis/policy/v1", "poddisruptionbudgets"),
        ("apis/networking.k8s.io/v1", "ingresses"), ("apis/networking.k8s.io/v1", "networkpolicies"),
        ("apis/rbac.authorization.k8s.io/v1", "rolebindings"),
    ];

    private static readonly (string Group, string Plural)[] OfCluster =
    [
        ("api/v1", "nodes"), ("api/v1", "namespaces"), ("api/v1", "persistentvolumes"), ("apis/storage.k8s.io/v1", "storageclasses"),
        ("apis/networking.k8s.io/v1", "ingressclasses"), ("apis/apiextensions.k8s.io/v1", "customresourcedefinitions"), ("apis/rbac.authorization.k8s.io/v1", "clusterrolebindings"),
    ];

    /// <summary>What Secrets hold, so that it can be taken out of all pages.</summary>
    public async Task<IReadOnlyList<string>> SecretsAsync(CancellationToken ct)
    {
        var values = new List<string>();
        foreach (var path in Paths("api/v1", "secrets"))
        {
            values.AddRange(KnownSecrets.OfSecrets((await reader.ListAsync(path.Address, ct)).List));
        }

        return values;
    }

    public async IAsyncEnumerable<DiagnosisPage> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (group, plural) in namespaces is null ? [.. OfCluster, .. Namespaced] : Namespaced)
        {
            foreach (var (address, name) in Paths(group, plural))
            {
                var (list, said) = await reader.ListAsync(address, ct);
                yield return list is null
                    ? new DiagnosisPage($"cluster/{name}.txt", said)
                    : new DiagnosisPage($"cluster/{name}.json", ObjectCleaning.Clean(list, plural).ToJsonString(Indented));
            }
        }

        foreach (var (address, _) in Paths("api/v1", "pods"))
        {
            foreach (var pod in (await reader.ListAsync(address, ct)).List?["items"] as JsonArray ?? [])
            {
                await foreach (var page in LogsAsync(pod!, ct))
                {
                    yield return page;
                }
            }
        }
    }

    private async IAsyncEnumerable<DiagnosisPage> LogsAsync(JsonNode pod, [EnumeratorCancellation] CancellationToken ct)
    {
        var (space, name) = (pod["metadata"]!["namespace"]!.ToString(), pod["metadata"]!["name"]!.ToString());
        var containers = ContainerLists.SelectMany(part => pod["spec"]![part] as JsonArray ?? []).Select(container => container!["name"]!.ToString());
        foreach (var container in containers)
        {
            foreach (var (previous, suffix) in new[] { ("false", string.Empty), ("true", ".previous") })
            {
                var (status, text) = await reader.GetAsync($"/api/v1/namespaces/{space}/pods/{name}/log?container={container}&previous={previous}&timestamps=true&tailLines={LinesOfLog}&limitBytes={BytesOfLog}", ct);
                if (status == HttpStatusCode.OK && text.Length > 0)
                {
                    yield return new DiagnosisPage($"cluster/logs/{space}/{name}/{container}{suffix}.log", text);
                }
            }
        }
    }

    private IEnumerable<(string Address, string Name)> Paths(string group, string plural) => namespaces is null
        ? [($"/{group}/{plural}", plural)]
        : namespaces.Select(space => ($"/{group}/namespaces/{space}/{plural}", $"{space}/{plural}"));
}
