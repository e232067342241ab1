using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>A template that nobody makes pods of by itself: it is kept, with the defaults and rules of every pod template.</summary>
internal sealed class PodTemplateRules : KindRules
{
    public override bool CountsGenerations => true;

    public override string PodTemplate => "template";

    public override void Default(JsonObject body) => TemplateRules.DefaultTemplate(body);

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors) =>
        TemplateRules.Pod(body.Obj("template")!, "template", errors);
}
