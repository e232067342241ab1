namespace Workshop.Cluster.Registry.Fields;

/// <summary>What Kubernetes' types say of a field beyond its JSON type: one line of <c>facts.txt</c>.</summary>
internal sealed record FieldFact
{
    /// <summary>Of every field that the table does not name.</summary>
    public static FieldFact Plain { get; } = new();

    /// <summary>A pointer in Go: its zero value means something, and is kept.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Written even where nobody set it.</summary>
    public bool IsAlways { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>A map or an object with one owner: replaced whole.</summary>
    public bool IsAtomic { get; init; }

    /// <summary>A list of values, each with owners of its own.</summary>
    public bool IsSet { get; init; }

    /// <value>The fields that tell the objects of the list apart; empty: it is no such list.</value>
    public IReadOnlyList<string> MapKeys { get; init; } = [];

    /// <value>By which field a strategic merge patch tells the objects of the list apart; null: it replaces the list whole.</value>
    public string? MergeKey { get; init; }

    /// <summary>A strategic merge patch adds to the values of the list.</summary>
    public bool MergesValues { get; init; }

    /// <summary>kubectl names the keys that remain in an object of such a field.</summary>
    public bool RetainsKeys { get; init; }

    /// <value>What a key that is left out stands for; null: nothing.</value>
    public string? Default { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    /// <param name="words">Such as <c>! r m=containerPort,protocol p=containerPort</c>.</param>
    public static FieldFact Parse(IEnumerable<string> words) => words.Aggregate(Plain, (fact, word) => word switch
    {
        "*" => fact with { IsOptional = true },
        "!" => fact with { IsAlways = true },
        "r" => fact with { IsRequired = true },
        "A" => fact with { IsAtomic = true },
        "s" => fact with { IsSet = true },
        "p" => fact with { MergesValues = true },
        "k" => fact with { RetainsKeys = true },
        ['m', '=', .. var keys] => fact with { MapKeys = keys.Split(',') },
        ['p', '=', .. var key] => fact with { MergeKey = key },
        ['d', '=', .. var value] => fact with { Default = value },
        ['e', '=', .. var values] => fact with { Values = values.Split('|') },
        _ => throw new InvalidOperationException($"facts.txt: '{word}' is none of the marks that its head explains."),
    });
}
