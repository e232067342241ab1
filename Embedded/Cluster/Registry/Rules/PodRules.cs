using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;
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
        var name = body.Obj("metadata").Str("name") ?? "";
        if (old is null)
        {
            PodAnnotations.Validate(body.Obj("metadata"), "metadata.annotations", errors);
            PodValidation.Spec(spec, "spec", name, errors);
            PodValidation.ImagesOfPod(spec, errors);
            if (spec.Str("nodeName") is { Length: > 0 } && spec.Items("schedulingGates").Any())
            {
                errors.Forbidden("spec.nodeName", "cannot be set until all schedulingGates have been cleared");
            }

            if (spec.Items("ephemeralContainers").Any())
            {
                errors.Forbidden("spec.ephemeralContainers", "cannot be set on create");
            }

            return;
        }

        PodAnnotations.Validate(body.Obj("metadata"), "metadata.annotations", errors);
        PodValidation.Spec(spec, "spec", name, errors);
        PodValidation.ImagesOfPod(spec, errors);
        if (PodUpdate.Validate(spec, old.Obj("spec")!, errors) && !JsonNode.DeepEquals(PodUpdate.WithoutChangeable(spec, old.Obj("spec")!), PodUpdate.WithoutChangeable(old.Obj("spec")!, old.Obj("spec")!)))
        {
            errors.Forbidden("spec", Fixed);
        }
    }
}
