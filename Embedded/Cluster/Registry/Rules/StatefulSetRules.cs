using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Storage;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class StatefulSetRules : KindRules
{
    private const string FixedMessage =
        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

    private static readonly string[] Changeable = ["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds"];

    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["replicas"] = 0L, ["availableReplicas"] = 0L };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        TemplateRules.Default(spec);
        spec.Default("podManagementPolicy", "OrderedReady");
        spec.Default("revisionHistoryLimit", 10L);
        var strategy = spec.Ensure("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Str("type") == "RollingUpdate")
        {
            strategy.Ensure("rollingUpdate").Default("partition", 0L);

            // Kubernetes drops it as long as its feature is not on by default.
            strategy.Obj("rollingUpdate")!.Remove("maxUnavailable");
        }

        var retention = spec.Ensure("persistentVolumeClaimRetentionPolicy");
        retention.Default("whenDeleted", "Retain");
        retention.Default("whenScaled", "Retain");
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            claim.Default("apiVersion", "v1");
            claim.Default("kind", "PersistentVolumeClaim");
            claim.Ensure("spec").Default("volumeMode", "Filesystem");
            claim.Ensure("status").Default("phase", "Pending");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        if (old.Obj("spec") is { } before && !JsonNode.DeepEquals(Fixed(spec), Fixed(before)))
        {
            errors.Forbidden("spec", FixedMessage);
            return;
        }

        // Mounts may name a volume that a claim's template brings.
        var checkedSpec = spec.DeepClone().AsObject();
        var pod = checkedSpec.Obj("template").Obj("spec");
        foreach (var claim in checkedSpec.Items("volumeClaimTemplates"))
        {
            var name = claim.Obj("metadata").Str("name") ?? "";
            if (pod is not null && !pod.Items("volumes").Any(volume => volume.Str("name") == name))
            {
                pod.Default("volumes", new JsonArray());
                pod.Arr("volumes")!.Add(new JsonObject { ["name"] = name, ["emptyDir"] = new JsonObject() });
            }
        }

        TemplateRules.Validate(checkedSpec, null, "statefulset", errors, () => Own(spec, errors));
    }

    private static void Own(JsonObject spec, FieldErrors errors)
    {
        if (spec.Str("podManagementPolicy") is not ("OrderedReady" or "Parallel") and var policy)
        {
            errors.Unsupported("spec.podManagementPolicy", policy ?? "", "OrderedReady", "Parallel");
        }

        if (spec.Obj("ordinals").Int("start") is < 0 and var start)
        {
            errors.Invalid("spec.ordinals.start", start, "must be greater than or equal to 0");
        }

        if (spec.Int("minReadySeconds") is < 0 and var seconds)
        {
            errors.Invalid("spec.minReadySeconds", seconds, "must be greater than or equal to 0");
        }

        Strategy(spec.Obj("updateStrategy")!, errors);
        foreach (var field in (string[])["whenDeleted", "whenScaled"])
        {
            if (spec.Obj("persistentVolumeClaimRetentionPolicy").Str(field) is { } retention and not ("Retain" or "Delete"))
            {
                errors.Unsupported($"spec.persistentVolumeClaimRetentionPolicy.{field}", retention, "Delete", "Retain");
            }
        }

        var i = 0;
        foreach (var claim in spec.Items("volumeClaimTemplates"))
        {
            ClaimRules.Modes(claim.Obj("spec"), $"spec.volumeClaimTemplates[{i++}].spec", errors);
        }
    }

    private static void Strategy(JsonObject strategy, FieldErrors errors)
    {
        var (type, rolling) = (strategy.Str("type") ?? "", strategy.Obj("rollingUpdate"));
        if (type is not ("RollingUpdate" or "OnDelete"))
        {
            errors.Invalid("spec.updateStrategy", new GoExpression(Words(type, rolling)), "must be 'RollingUpdate' or 'OnDelete'");
        }
        else if (type == "OnDelete" && rolling is not null)
        {
            errors.Invalid("spec.updateStrategy.rollingUpdate", new GoExpression(Words(type, rolling)), "only allowed for updateStrategy 'RollingUpdate'");
        }

        if (rolling.Int("partition") is < 0 and var partition)
        {
            errors.Invalid("spec.updateStrategy.rollingUpdate.partition", partition, "must be greater than or equal to 0");
        }
    }

    // Kubernetes shows its whole struct here.
    private static string Words(string type, JsonObject? rolling) =>
        $"apps.StatefulSetUpdateStrategy{{Type:{GoText.Quote(type)}, RollingUpdate:(*apps.RollingUpdateStatefulSetStrategy){(rolling is null ? "(nil)" : "(0x0)")}}}";

    private static JsonObject Fixed(JsonObject spec)
    {
        var copy = spec.DeepClone().AsObject();
        foreach (var field in Changeable)
        {
            copy.Remove(field);
        }

        return copy;
    }
}
