using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>Gives a pod its node: what the scheduler writes.</summary>
internal static class PodBinding
{
    /// <param name="binding">A v1 Binding; its target names the node.</param>
    /// <returns>The pod with its node and the condition PodScheduled.</returns>
    /// <exception cref="StatusException">409: it has a node, or is being deleted.</exception>
    public static JsonObject Apply(StoredObject current, JsonObject binding, DateTimeOffset now)
    {
        var pod = current.ToJson();
        if (binding.Obj("target").Str("name") is not { Length: > 0 } node)
        {
            var errors = new FieldErrors();
            errors.Required("target.name");
            throw StatusErrors.Invalid("", "Binding", current.Key.Name, errors);
        }

        var spec = pod.Ensure("spec");
        if (spec.Str("nodeName") is { Length: > 0 } bound)
        {
            throw Refused(current, $"pod {current.Key.Name} is already assigned to node \"{bound}\"");
        }

        if (pod.Obj("metadata").Str("deletionTimestamp") is not null)
        {
            throw Refused(current, $"pod {current.Key.Name} is being deleted, cannot be assigned to a host");
        }

        spec["nodeName"] = node;
        SetScheduled(pod.Ensure("status"), MetadataRules.Time(now));
        return pod;
    }

    private static StatusException Refused(StoredObject pod, string why) => new(
        409,
        "Conflict",
        $"Operation cannot be fulfilled on pods/binding \"{pod.Key.Name}\": {why}",
        new JsonObject { ["name"] = pod.Key.Name, ["kind"] = "pods/binding" });

    private static void SetScheduled(JsonObject status, string now)
    {
        var others = status.Items("conditions").Where(condition => condition.Str("type") != "PodScheduled").Select(condition => condition.DeepClone()).ToList();
        status["conditions"] = new JsonArray(
        [
            .. others,
            new JsonObject { ["type"] = "PodScheduled", ["status"] = "True", ["lastProbeTime"] = null, ["lastTransitionTime"] = now },
        ]);
    }
}
