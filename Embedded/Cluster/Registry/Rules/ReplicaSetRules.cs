using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class ReplicaSetRules : KindRules
{
    public override bool CountsGenerations => true;

    public override string PodTemplate => "spec.template";

    public override bool NamesPods => true;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["replicas"] = 0L };

    public override void Default(JsonObject body) => TemplateRules.Default(body.Ensure("spec"));

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;

        // The message is that of Deployments in Kubernetes, too.
        TemplateRules.Validate(spec, old.Obj("spec"), "empty selector is invalid for deployment", errors, () =>
        {
            if (spec.Int("minReadySeconds") is < 0 and var seconds)
            {
                errors.Invalid("spec.minReadySeconds", seconds, "must be greater than or equal to 0");
            }
        });
    }
}
