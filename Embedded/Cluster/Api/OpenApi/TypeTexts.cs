using System.IO.Compression;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// What Kubernetes says of its types and fields, taken at build from the KubernetesClient package's documentation. Read for the documents that somebody asks for, and
/// then forgotten: clients keep them.
/// </summary>
internal sealed class TypeTexts
{
    private const string Resource = "Workshop.Cluster.Api.OpenApi.texts.gz";

    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    private TypeTexts()
    {
    }

    public static TypeTexts Load()
    {
        using var stream = typeof(TypeTexts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException("The texts of the API's types are missing from the assembly: check the target ReduceTypeTexts in Cluster.csproj.");
        using var reader = new StreamReader(new GZipStream(stream, CompressionMode.Decompress));
        var texts = new TypeTexts();
        while (reader.ReadLine() is { } line)
        {
            // V1Pod.Spec<tab>text
            var at = line.IndexOf('\t', StringComparison.Ordinal);
            texts._texts[line[..at]] = line[(at + 1)..].Replace("\\n", "\n", StringComparison.Ordinal);
        }

        return texts;
    }

    public string? Of(Type model) => _texts.GetValueOrDefault(model.Name);

    /// <param name="field">By its JSON name.</param>
    public string? Of(Type model, string field) =>
        model.GetProperties().FirstOrDefault(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name == field) is { } found
            ? _texts.GetValueOrDefault($"{model.Name}.{found.Name}")
            : null;
}
