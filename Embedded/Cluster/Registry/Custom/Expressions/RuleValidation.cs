using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>Holds an object against the CEL rules of its schema, once its form is right.</summary>
internal static class RuleValidation
{
    /// <param name="errors">What is known to be wrong already: where that leaves the rules' ground unsure, they are not asked.</param>
    public static void Validate(StructuralSchema schema, JsonObject body, JsonObject? old, FieldErrors errors)
    {
        if (!schema.HasRules)
        {
            return;
        }

        if (errors.AnyOfForm)
        {
            errors.Invalid("<nil>", "null", "some validation rules were not checked because the object was invalid; correct the existing errors to complete validation");
            return;
        }

        Walk(schema, body, old, "", new CelBudget(), errors);
    }

    private static void Walk(StructuralSchema schema, JsonNode? value, JsonNode? old, string path, CelBudget budget, FieldErrors errors)
    {
        // What an update leaves as it was is not judged again.
        if (!schema.HasRules || value is null || budget.IsRuleSpent || budget.IsSpent || (old is not null && JsonNode.DeepEquals(value, old)))
        {
            return;
        }

        Judge(schema, value, old, path, budget, errors);
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, inner) in map)
                {
                    if (schema.FieldOf(name) is { } field)
                    {
                        Walk(field, inner, (old as JsonObject)?[name], Below(schema, path, name), budget, errors);
                    }
                }

                break;
            case JsonArray list when schema.Items is { } element:
                for (var i = 0; i < list.Count; i++)
                {
                    Walk(element, list[i], ListValidation.Same(schema, list[i], old as JsonArray), $"{path}[{i}]", budget, errors);
                }

                break;
        }
    }

    private static void Judge(StructuralSchema schema, JsonNode value, JsonNode? old, string path, CelBudget budget, FieldErrors errors)
    {
        if (schema.Rules.Count == 0)
        {
            return;
        }

        var variables = new Dictionary<string, object?>(StringComparer.Ordinal) { ["self"] = CelValue.Of(schema, value), [CelSteps.Budget] = budget };
        if (old is not null)
        {
            variables["oldSelf"] = CelValue.Of(schema, old);
        }

        foreach (var rule in schema.Rules.Where(rule => old is not null || !rule.ComparesWithOld))
        {
            budget.BeginRule();
            var words = rule.Judge(variables);
            if (budget.IsSpent || budget.IsRuleSpent)
            {
                errors.Invalid(NameOf(path), schema.Type, budget.IsSpent
                    ? "validation failed due to running out of cost budget, no further validation rules will be run"
                    : $"'operation cancelled: actual cost limit exceeded': no further validation rules will be run due to call cost exceeds limit for rule: {rule.Subject}");
                return;
            }

            if (words is not null)
            {
                errors.Broken(rule.Reason, NameOf($"{path}{rule.FieldPath}"), schema.Type, words);
            }
        }
    }

    private static string NameOf(string path) => path.Length == 0 ? "<nil>" : path.TrimStart('.');

    private static string Below(StructuralSchema schema, string path, string name) =>
        !schema.Properties.ContainsKey(name) ? $"{path}[{name}]" : path.Length == 0 ? name : $"{path}.{name}";
}
