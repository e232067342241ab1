using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>What a schema demands of a value beyond its type.</summary>
internal sealed record ValueLimits
{
    public static ValueLimits None { get; } = new();

    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    public IReadOnlyList<string> Required { get; init; } = [];

    public string Format { get; init; } = "";

    /// <value>As written, for messages.</value>
    public string Pattern { get; init; } = "";

    /// <value>Compiled when first needed.</value>
    public Lazy<Regex>? Matcher { get; init; }

    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    public bool ExclusiveMinimum { get; init; }

    public bool ExclusiveMaximum { get; init; }

    public double? MultipleOf { get; init; }

    public long? MinLength { get; init; }

    public long? MaxLength { get; init; }

    public long? MinItems { get; init; }

    public long? MaxItems { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }
}
