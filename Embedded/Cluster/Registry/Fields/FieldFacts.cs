namespace Workshop.Cluster.Registry.Fields;

/// <summary>The table <c>facts.txt</c>, by the class names of the KubernetesClient package.</summary>
internal sealed class FieldFacts
{
    private const string Resource = "Workshop.Cluster.Registry.Fields.facts.txt";

    private static readonly Lazy<FieldFacts> Shared = new(Load);

    private readonly Dictionary<string, Dictionary<string, FieldFact>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _packages = new(StringComparer.Ordinal);
    private readonly HashSet<string> _atomic = new(StringComparer.Ordinal);

    public static FieldFacts Instance => Shared.Value;

    /// <summary>What the table says of a class' fields, by their JSON names.</summary>
    public IReadOnlyDictionary<string, FieldFact> Of(Type model) => _types.GetValueOrDefault(model.Name) ?? [];

    /// <summary>The package of the API that a class is in, such as <c>core.v1</c>; null: the table does not know the class.</summary>
    public string? PackageOf(Type model) => _packages.GetValueOrDefault(model.Name);

    /// <summary>Whether objects of the class have one owner.</summary>
    public bool IsAtomic(Type model) => _atomic.Contains(model.Name);

    private static FieldFacts Load()
    {
        using var stream = typeof(FieldFacts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The table of fields is missing from the assembly: check EmbeddedResource in Cluster.csproj.");
        using var reader = new StreamReader(stream);
        var facts = new FieldFacts();
        Dictionary<string, FieldFact> type = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var words = line.Split(' ');
            if (words[0].Length == 0)
            {
                type[words[1]] = FieldFact.Parse(words.Skip(2));
                continue;
            }

            facts._types[words[0]] = type = new Dictionary<string, FieldFact>(StringComparer.Ordinal);
            facts._packages[words[0]] = words[1];
            if (words.Length > 2)
            {
                facts._atomic.Add(words[0]);
            }
        }

        return facts;
    }
}
