using System.Text.Json.Nodes;
using Cel;

namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>One of a schema's <c>x-kubernetes-validations</c>: a CEL expression that must be true of the value, <c>self</c>, and of what it was, <c>oldSelf</c>.</summary>
internal sealed class ValidationRule
{
    private readonly Lazy<CelProgramDelegate> _program;
    private readonly Lazy<CelProgramDelegate>? _messageProgram;

    private ValidationRule(JsonObject rule)
    {
        Expression = rule.Str("rule") ?? "";
        Subject = rule.Str("message") is { Length: > 0 } message ? message.Trim() : Expression.Trim();
        Message = rule.Str("message") is { Length: > 0 } plain ? plain : $"failed rule: {Subject}";
        Reason = rule.Str("reason") is { Length: > 0 } reason ? reason : "FieldValueInvalid";
        FieldPath = rule.Str("fieldPath") ?? "";
        var usage = CelUsage.Of(Expression);
        ComparesWithOld = usage.Names.Contains("oldSelf");
        _program = new Lazy<CelProgramDelegate>(() => CelLibrary.Compile(Expression));
        if (rule.Str("messageExpression") is { Length: > 0 } words && CelUsage.Of(words).Unknown.Count == 0)
        {
            _messageProgram = new Lazy<CelProgramDelegate>(() => CelLibrary.Compile(words));
        }
    }

    public string Expression { get; }

    /// <value>What is said of a value that breaks the rule, unless the rule reckons its message.</value>
    public string Message { get; }

    /// <value>How faults of the rule itself name it.</value>
    public string Subject { get; }

    /// <value>FieldValueInvalid, FieldValueForbidden, FieldValueRequired or FieldValueDuplicate.</value>
    public string Reason { get; }

    /// <value>The field below the value that is blamed, such as <c>.size</c>; empty: the value itself.</value>
    public string FieldPath { get; }

    /// <summary>Whether the rule is about a change: then it holds for what is new.</summary>
    public bool ComparesWithOld { get; }

    /// <summary>The rules of a schema that this cluster can evaluate; of the others its definition's maker is warned.</summary>
    public static IReadOnlyList<ValidationRule> Read(JsonObject schema) =>
        [.. schema.Items("x-kubernetes-validations").Where(rule => WhyNotEvaluated(rule) is null && CelLibrary.Problem(rule.Str("rule") ?? "") is null).Select(rule => new ValidationRule(rule))];

    /// <returns>Why this cluster keeps the rule and does not evaluate it; null: it does.</returns>
    public static string? WhyNotEvaluated(JsonObject rule) =>
        rule.Flag("optionalOldSelf") is true ? "optionalOldSelf"
        : CelUsage.Of(rule.Str("rule") ?? "").Unknown is { Count: > 0 } unknown ? string.Join(", ", unknown)
        : null;

    /// <param name="variables">Among them the budget, which may be spent afterwards.</param>
    /// <returns>Null: the rule holds; else what is to be said.</returns>
    public string? Judge(IDictionary<string, object?> variables)
    {
        try
        {
            return _program.Value(variables!) switch
            {
                true => null,
                false => Words(variables),
                var other => $"rule evaluated to {other?.GetType().Name ?? "null"} and not to a boolean: {Message}",
            };
        }
        catch (Exception e) when (CelLibrary.IsOfExpression(e))
        {
            return $"{e.Message.TrimEnd('.')} evaluating rule: {Subject}";
        }
    }

    private string Words(IDictionary<string, object?> variables)
    {
        try
        {
            return _messageProgram?.Value(variables!) is string text && text.Trim() is { Length: > 0 } words && !words.Contains('\n') ? words : Message;
        }
        catch (Exception e) when (CelLibrary.IsOfExpression(e))
        {
            // As in Kubernetes: a message that cannot be reckoned is the plain one.
            return Message;
        }
    }
}
