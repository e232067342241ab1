using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Policy;

internal sealed class PriorityClassRules : KindRules
{
    private const long MostOfUsers = 1_000_000_000;
    private const string SystemPrefix = "system-";

    /// <summary>The classes that every cluster has.</summary>
    public static IReadOnlyDictionary<string, long> System { get; } = new Dictionary<string, long>
    {
        ["system-cluster-critical"] = 2_000_000_000,
        ["system-node-critical"] = 2_000_001_000,
    };

    public override void Default(JsonObject body)
    {
        // Written even where it is 0.
        body.Default("value", 0L);
        body.Default("preemptionPolicy", "PreemptLowerPriority");
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var (name, value) = (body.Obj("metadata").Str("name") ?? "", body.Int("value") ?? 0);
        if (old is not null)
        {
            Unchanged(body, old, errors);
            return;
        }

        if (name.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            if (System.GetValueOrDefault(name, -1) != value)
            {
                errors.Forbidden("metadata.name", "priority class names with 'system-' prefix are reserved for system use only");
            }
        }
        else if (value > MostOfUsers)
        {
            errors.Forbidden("value", $"maximum allowed value of a user defined priority is {MostOfUsers}");
        }

        if (body.Str("preemptionPolicy") is not ("Never" or "PreemptLowerPriority") and var policy)
        {
            errors.Unsupported("preemptionPolicy", policy ?? "", "Never", "PreemptLowerPriority");
        }
    }

    private static void Unchanged(JsonObject body, JsonObject old, FieldErrors errors)
    {
        if (old.Int("value") != body.Int("value"))
        {
            errors.Forbidden("value", "may not be changed in an update.");
        }

        if (old.Str("preemptionPolicy") != body.Str("preemptionPolicy"))
        {
            errors.Invalid("preemptionPolicy", body.Str("preemptionPolicy"), "field is immutable");
        }
    }
}
