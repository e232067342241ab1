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
        if (string.IsNullOrEmpty(body.Str("provisioner")))
        {
            errors.Required("provisioner");
        }

        if (body.Str("volumeBindingMode") is not ("Immediate" or "WaitForFirstConsumer") and var mode)
        {
            errors.Unsupported("volumeBindingMode", mode ?? "", "Immediate", "WaitForFirstConsumer");
        }

        foreach (var field in ((string[])["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"]).Where(field => old is not null && !JsonNode.DeepEquals(old[field], body[field])))
        {
            errors.Forbidden(field, $"updates to {field} are forbidden.");
        }
    }
}
