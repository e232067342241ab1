using System.Globalization;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Custom;
using Workshop.Cluster.Registry.Selectors;

namespace Workshop.Cluster.Registry;

/// <summary>An object seen as an autoscaling/v1 Scale: how many replicas are wanted and are there.</summary>
internal static class ScaleView
{
    /// <param name="isToBeChanged">Of a custom resource: then an absent number of wanted ones is none.</param>
    public static JsonObject Of(StoredObject item, bool isToBeChanged = false)
    {
        var body = item.ToJson();
        var metadata = body.Obj("metadata");
        var (wanted, present, selector) = item.Kind.Custom?.Scale is { } paths ? CustomScale.Of(item, paths, isToBeChanged) : OfBuiltIn(body);
        var status = new JsonObject { ["replicas"] = present };
        if (selector.Length > 0)
        {
            status["selector"] = selector;
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = item.Key.Name,
                ["namespace"] = item.Key.Namespace,
                ["uid"] = item.Uid,
                ["resourceVersion"] = item.ResourceVersion.ToString(CultureInfo.InvariantCulture),
                ["creationTimestamp"] = metadata.Str("creationTimestamp"),
            },
            // Go leaves a 0 out.
            ["spec"] = wanted == 0 ? new JsonObject() : new JsonObject { ["replicas"] = wanted },
            ["status"] = status,
        };
    }

    /// <summary>The object with the Scale's number of replicas.</summary>
    /// <exception cref="StatusException">400, 409 or 422, as for any update.</exception>
    public static JsonObject Apply(StoredObject current, JsonObject scale)
    {
        var metadata = scale.Obj("metadata");
        if (metadata.Str("resourceVersion") is { Length: > 0 } version && version != current.ResourceVersion.ToString(CultureInfo.InvariantCulture))
        {
            throw StatusErrors.Stale(current.Kind, current.Key.Name);
        }

        var replicas = scale.Obj("spec")?["replicas"] is null ? 0 : scale.Obj("spec").Int("replicas") ?? throw NotANumber(scale);
        if (replicas < 0)
        {
            var errors = new FieldErrors();
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
            throw StatusErrors.Invalid("autoscaling", "Scale", current.Key.Name, errors);
        }

        if (current.Kind.Custom?.Scale is { } paths)
        {
            return CustomScale.With(current, paths, replicas);
        }

        var body = current.ToJson();
        body.Ensure("spec")["replicas"] = replicas;
        return body;
    }

    private static (long Wanted, long Present, string Selector) OfBuiltIn(JsonObject body)
    {
        var spec = body.Obj("spec");

        // A ReplicationController's selector is a plain map.
        var selector = body.Str("kind") == "ReplicationController" ? new JsonObject { ["matchLabels"] = spec?["selector"]?.DeepClone() } : spec.Obj("selector");
        var labels = selector is null ? null : LabelSelector.From(KubernetesJson.Deserialize<V1LabelSelector>(selector.ToJsonString()));
        return (spec.Int("replicas") ?? 0, body.Obj("status").Int("replicas") ?? 0, labels is { IsEverything: false } ? labels.ToString() : "");
    }

    private static StatusException NotANumber(JsonObject scale) =>
        StatusErrors.BadRequest(
            "Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal " +
            $"{scale.Obj("spec")!["replicas"]!.GetValueKind().ToString().ToLowerInvariant()} into Go struct field ScaleSpec.spec.replicas of type int32");
}
