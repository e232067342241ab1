using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Registry.Custom.Expressions;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Registry.Custom;

/// <summary>The rules of a custom resource: those of its schema.</summary>
internal sealed class CustomRules(CustomKind custom) : KindRules
{
    public override bool CountsGenerations => true;

    public override bool AllowsUnconditionalUpdate => false;

    public override bool ValidatesStatus => true;

    public override void Default(JsonObject body) => SchemaDefaults.Apply(custom.Schema, body);

    /// <summary>Where the status is a subresource, nobody creates an object with one; the schema may still name a default.</summary>
    public override void Admit(JsonObject body)
    {
        if (custom.HasStatus)
        {
            body.Remove("status");
            Default(body);
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        SchemaValidation.Validate(custom.Schema, body, old, "", errors);
        RuleValidation.Validate(custom.Schema, body, old, errors);
    }

    /// <summary>All but metadata and, where it is a subresource, status is what the user asks for.</summary>
    public override bool IsNewGeneration(JsonObject old, JsonObject body) => !JsonNode.DeepEquals(Wish(old), Wish(body));

    private JsonObject Wish(JsonObject body)
    {
        var wish = body.DeepClone().AsObject();
        wish.Remove("metadata");
        if (custom.HasStatus)
        {
            wish.Remove("status");
        }

        return wish;
    }
}
