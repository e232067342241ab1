using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Events of either group. Those that name a time of their own come from newer recorders, of whom more is demanded.</summary>
internal sealed class EventRules : KindRules
{
    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        if (old is not null || body["eventTime"] is null)
        {
            return;
        }

        if (string.IsNullOrEmpty(body.Str("reportingComponent")))
        {
            errors.Required("reportingController");
        }
        else
        {
            errors.Invalid("reportingController", body.Str("reportingComponent"), Syntax.QualifiedName(body.Str("reportingComponent")!));
        }

        foreach (var field in ((string[])["reportingInstance", "action", "reason"]).Where(field => string.IsNullOrEmpty(body.Str(field))))
        {
            errors.Required(field);
        }
    }
}
