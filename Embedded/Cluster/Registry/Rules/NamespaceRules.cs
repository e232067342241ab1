using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.PodSecurity;

namespace Workshop.Cluster.Registry.Rules;

internal sealed class NamespaceRules : KindRules
{
    // Lets selectors choose a namespace by its name.
    private const string NameLabel = "kubernetes.io/metadata.name";

    public override IEnumerable<string> NameProblems(string name) => Syntax.DnsLabel(name);

    public override JsonObject FirstStatus(JsonObject body) => new() { ["phase"] = "Active" };

    public override void CarryOver(JsonObject old, JsonObject body) => body.Ensure("spec").Put("finalizers", old.Obj("spec")?["finalizers"]);

    public override void Default(JsonObject body)
    {
        var metadata = body.Ensure("metadata");
        if (metadata.Str("name") is { Length: > 0 } name)
        {
            metadata.Ensure("labels")[NameLabel] = name;
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var labels = body.Obj("metadata").Obj("labels");
        foreach (var label in SecurityLevel.Modes.Select(mode => SecurityLevel.Prefix + mode))
        {
            if (labels.Str(label) is { } level && !SecurityLevel.Levels.Contains(level))
            {
                errors.Invalid($"metadata.labels[{label}]", level, $"must be one of {string.Join(", ", SecurityLevel.Levels)}");
            }
        }
    }

    // Removed by the namespace loop, through the subresource "finalize", when nothing is left in it.
    public override void Admit(JsonObject body) => body.Ensure("spec").Default("finalizers", new JsonArray("kubernetes"));
}
