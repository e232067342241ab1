namespace Workshop.Cluster.Api.Requests;

internal enum MediaType
{
    Json,
    Yaml,
}

/// <summary>Into what the objects of an answer are turned.</summary>
internal enum ObjectForm
{
    /// <summary>As they are.</summary>
    Plain,

    /// <summary>meta.k8s.io Table.</summary>
    Table,

    /// <summary>meta.k8s.io PartialObjectMetadata, and its list.</summary>
    Metadata,
}

/// <summary>What a client's <c>Accept</c> header asks for.</summary>
/// <param name="FormVersion">v1 or v1beta1 of meta.k8s.io, for the forms that have a version.</param>
internal sealed record ResponseFormat(MediaType Media, ObjectForm Form, string FormVersion)
{
    public static ResponseFormat Json { get; } = new(MediaType.Json, ObjectForm.Plain, "v1");

    /// <summary>The first clause that can be served, in the client's order; kubectl puts protobuf, which is never written here, before JSON.</summary>
    /// <returns>Null: none of them, which is 406.</returns>
    public static ResponseFormat? Parse(string accept)
    {
        if (string.IsNullOrWhiteSpace(accept))
        {
            return Json;
        }

        return accept.Split(',')
            .Select(clause => clause.Split(';', StringSplitOptions.TrimEntries))
            .Select(parts => FromClause(parts[0].ToLowerInvariant(), Parameters(parts.Skip(1))))
            .FirstOrDefault(format => format is not null);
    }

    private static ResponseFormat? FromClause(string type, Dictionary<string, string> parameters)
    {
        MediaType media;
        switch (type)
        {
            case "application/json" or "application/*" or "*/*":
                media = MediaType.Json;
                break;
            case "application/yaml":
                media = MediaType.Yaml;
                break;
            default:
                return null;
        }

        if (!parameters.TryGetValue("as", out var form))
        {
            return new ResponseFormat(media, ObjectForm.Plain, "v1");
        }

        var version = parameters.GetValueOrDefault("v", "");
        if (parameters.GetValueOrDefault("g") != "meta.k8s.io" || version is not ("v1" or "v1beta1"))
        {
            return null;
        }

        return form switch
        {
            "Table" => new ResponseFormat(media, ObjectForm.Table, version),
            "PartialObjectMetadata" or "PartialObjectMetadataList" => new ResponseFormat(media, ObjectForm.Metadata, version),
            _ => null,
        };
    }

    private static Dictionary<string, string> Parameters(IEnumerable<string> parts) =>
        parts.Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair[1]);
}
