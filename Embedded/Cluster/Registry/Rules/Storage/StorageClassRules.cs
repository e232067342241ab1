using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Storage;

internal sealed class StorageClassRules : KindRules
{
    public override void Default(JsonObject body)
    {
        body.Default("reclaimPolicy", "Delete");
        body.Default("volumeBindingMode", "Immediate");
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var provisioner = body.Str("provisioner") ?? "";
        if (provisioner.Length == 0)
        {
            errors.Required("provisioner");
        }
        else
        {
            errors.Invalid("provisioner", provisioner, Syntax.QualifiedName(provisioner.ToLowerInvariant()));
        }

        if ((body.Obj("parameters") ?? []).ContainsKey(""))
        {
            errors.Invalid("parameters", "", "field can not be empty.");
        }

        if (body.Str("reclaimPolicy") is { } policy and not ("Delete" or "Retain"))
        {
            errors.Unsupported("reclaimPolicy", policy, "Delete", "Retain");
        }

        if (body.Str("volumeBindingMode") is not ("Immediate" or "WaitForFirstConsumer") and var mode)
        {
            errors.Unsupported("volumeBindingMode", mode ?? "", "Immediate", "WaitForFirstConsumer");
        }

        foreach (var field in ((string[])["parameters", "provisioner", "reclaimPolicy"]).Where(field => old is not null && !JsonNode.DeepEquals(old[field], body[field])))
        {
            errors.Forbidden(field, $"updates to {field} are forbidden.");
        }

        if (old is not null && old.Str("volumeBindingMode") != body.Str("volumeBindingMode"))
        {
            errors.Invalid("volumeBindingMode", body.Str("volumeBindingMode"), "field is immutable");
        }
    }
}
