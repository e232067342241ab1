using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>The revisions that a rollout can go back to: a Deployment's are its ReplicaSets, a StatefulSet's its ControllerRevisions.</summary>
internal static class Revisions
{
    private const string Annotation = "deployment.kubernetes.io/revision";
    private const string HashLabel = "pod-template-hash";

    /// <summary>The pod template of the revision before the current one; null: there is none.</summary>
    public static async Task<JsonObject?> BeforeAsync(IKubernetesApi api, string ns, JsonObject owner, CancellationToken ct)
    {
        var isDeployment = owner["kind"]!.GetValue<string>() == V1Deployment.KubeKind;
        var kind = isDeployment ? ApiResource.Of<V1ReplicaSet>() : ApiResource.Of<V1ControllerRevision>();
        var list = await api.GetAsync(kind.Path(ns), ct);
        return Before([.. (list["items"]?.AsArray() ?? []).Select(item => item!.AsObject()).Where(item => IsOwned(item, owner))], isDeployment);
    }

    /// <summary>Decides alone.</summary>
    internal static JsonObject? Before(IReadOnlyList<JsonObject> revisions, bool isDeployment)
    {
        if (revisions.OrderByDescending(item => NumberOf(item, isDeployment)).ElementAtOrDefault(1) is not { } before)
        {
            return null;
        }

        if (!isDeployment)
        {
            var stored = before["data"]!["spec"]!["template"]!.DeepClone().AsObject();
            stored.Remove("$patch");
            return stored;
        }

        var template = before["spec"]!["template"]!.DeepClone().AsObject();
        template["metadata"]?["labels"]?.AsObject().Remove(HashLabel);
        return template;
    }

    private static long NumberOf(JsonObject item, bool isDeployment) => isDeployment
        ? long.TryParse(item["metadata"]?["annotations"]?[Annotation]?.GetValue<string>(), CultureInfo.InvariantCulture, out var number) ? number : 0
        : item["revision"]?.GetValue<long>() ?? 0;

    private static bool IsOwned(JsonObject item, JsonObject owner) =>
        item["metadata"]?["ownerReferences"]?.AsArray().Any(reference => reference!["uid"]!.GetValue<string>() == owner["metadata"]!["uid"]!.GetValue<string>()) == true;
}
