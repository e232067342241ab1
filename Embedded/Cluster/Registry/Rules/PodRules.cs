using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class PodRules : KindRules
{
    private const string Fixed =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
        "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public override JsonObject FirstStatus(JsonObject body) => new() { ["phase"] = "Pending", ["qosClass"] = QosClass.Of(body.Obj("spec")) };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        PodDefaults.Spec(spec);
        PodDefaults.Pod(spec);
    }

    public override void Admit(JsonObject body) => PodAdmission.Apply(body.Ensure("spec"));

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Ensure("spec");
        if (old is null)
        {
            PodValidation.Spec(spec, "spec", errors);
            return;
        }

        PodUpdate.Validate(spec, old.Obj("spec")!, errors);
        if (!JsonNode.DeepEquals(PodUpdate.WithoutChangeable(spec), PodUpdate.WithoutChangeable(old.Obj("spec")!)))
        {
            errors.Forbidden("spec", Fixed);
        }
    }
}
