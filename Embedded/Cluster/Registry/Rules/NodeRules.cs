using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class NodeRules : KindRules
{
    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var seen = new HashSet<(string, string)>();
        var i = 0;
        foreach (var taint in body.Obj("spec").Items("taints"))
        {
            var (key, effect) = (taint.Str("key") ?? "", taint.Str("effect") ?? "");
            errors.Invalid($"metadata.taints[{i}].key", key, Syntax.QualifiedName(key));
            if (Syntax.LabelValue(taint.Str("value") ?? "").ToList() is { Count: > 0 } wrong)
            {
                errors.Invalid($"metadata.taints[{i}].value", taint.Str("value"), string.Join(';', wrong));
            }

            if (effect.Length == 0)
            {
                errors.Required($"metadata.taints[{i}].effect");
            }
            else if (effect is not ("NoSchedule" or "PreferNoSchedule" or "NoExecute"))
            {
                errors.Unsupported($"metadata.taints[{i}].effect", effect, "NoSchedule", "PreferNoSchedule", "NoExecute");
            }
            else if (!seen.Add((key, effect)))
            {
                errors.Duplicate($"metadata.taints[{i}]", $"{key}:{effect}");
            }

            i++;
        }

        Identity(body, old, errors);
    }

    private static void Identity(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        if (old.Obj("spec").Str("podCIDR") is { Length: > 0 } before && body.Obj("spec").Str("podCIDR") is var now && now != before)
        {
            errors.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        }

        if (old.Obj("spec").Str("providerID") is { Length: > 0 } provider && body.Obj("spec").Str("providerID") != provider)
        {
            errors.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
    }
}
