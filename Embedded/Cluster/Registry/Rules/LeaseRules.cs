using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class LeaseRules : KindRules
{
    public override bool AllowsUnconditionalUpdate => false;

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        if (spec.Int("leaseDurationSeconds") is <= 0 and var seconds)
        {
            errors.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }

        if (spec.Int("leaseTransitions") is < 0 and var transitions)
        {
            errors.Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
        }
    }
}
