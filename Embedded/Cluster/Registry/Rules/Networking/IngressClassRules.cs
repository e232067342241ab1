using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Networking;

internal sealed class IngressClassRules : KindRules
{
    public override bool CountsGenerations => true;

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var controller = body.Obj("spec").Str("controller") ?? "";
        if (controller.Length == 0)
        {
            errors.Required("spec.controller");
        }
        else if (!controller.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid("spec.controller", controller, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
        else if (old is not null && old.Obj("spec").Str("controller") != controller)
        {
            errors.Invalid("spec.controller", controller, "field is immutable");
        }
    }
}
