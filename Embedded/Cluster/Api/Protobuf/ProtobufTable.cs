namespace Workshop.Cluster.Api.Protobuf;

/// <summary>The messages that <c>fields.txt</c> lists. Read when the first protobuf body comes.</summary>
internal sealed class ProtobufTable
{
    private static readonly Lazy<ProtobufTable> Shared = new(Load);

    private readonly Dictionary<string, Dictionary<int, ProtobufField>> _messages = [];
    private readonly HashSet<string> _bodies = [];

    private ProtobufTable()
    {
    }

    public static ProtobufTable Instance => Shared.Value;

    /// <summary>The fields of a message by their numbers.</summary>
    public IReadOnlyDictionary<int, ProtobufField> Message(string name) => _messages[name];

    public bool IsMessage(string name) => _messages.ContainsKey(name);

    /// <summary>Whether the body of a request may be one. DeleteOptions come under the version of whatever is deleted.</summary>
    public bool IsBody(string apiVersion, string kind) => kind == "DeleteOptions" || _bodies.Contains($"{apiVersion}/{kind}");

    private static ProtobufTable Load()
    {
        using var stream = typeof(ProtobufTable).Assembly.GetManifestResourceStream("Workshop.Cluster.Api.Protobuf.fields.txt")
            ?? throw new InvalidOperationException("The table of protobuf fields is missing from the assembly: check EmbeddedResource in Cluster.csproj.");
        using var reader = new StreamReader(stream);
        var table = new ProtobufTable();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                table.Add(line.Split(' '));
            }
        }

        return table;
    }

    private void Add(string[] words)
    {
        var name = words[0];
        if (name.Contains('/', StringComparison.Ordinal))
        {
            _bodies.Add(name);
            name = name[(name.LastIndexOf('/') + 1)..];
        }

        _messages.Add(name, words.Skip(1).Select(ProtobufField.Parse).ToDictionary(field => field.Number, field => field.Field));
    }
}
