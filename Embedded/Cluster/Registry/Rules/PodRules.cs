using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Warnings;

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

    /// <summary>Of new pods only: people seldom change one, and loops often do.</summary>
    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old) =>
        old is not null ? [] : TemplateWarnings.OfName(body, "the Pod's hostname").Concat(PodWarnings.Of(body, ""));

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Ensure("spec");
        if (old is null)
        {
            PodValidation.Spec(spec, "spec", errors);
            if (spec.Items("ephemeralContainers").Any())
            {
                errors.Forbidden("spec.ephemeralContainers", "cannot be set on create");
            }

            return;
        }

        PodUpdate.Validate(spec, old.Obj("spec")!, errors);
        if (!JsonNode.DeepEquals(PodUpdate.WithoutChangeable(spec), PodUpdate.WithoutChangeable(old.Obj("spec")!)))
        {
            errors.Forbidden("spec", Fixed);
        }
    }
}
