using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// OpenAPI v2 (Swagger 2.0): every kind of every group in one document. kubectl checks Lists by it, where v3 names no kind, and reads it for
/// <c>explain --output=plaintext-openapiv2</c>; older clients read nothing else.
/// </summary>
internal static class OpenApiV2Document
{
    private const string AnyType = "*/*";

    /// <param name="documents">The v3 documents of all groups and versions.</param>
    public static JsonObject Of(IEnumerable<JsonObject> documents)
    {
        var (paths, definitions) = (new JsonObject(), new JsonObject());
        foreach (var document in documents)
        {
            foreach (var (path, item) in document.Obj("paths") ?? [])
            {
                paths[path] = Item((JsonObject)item!);
            }

            foreach (var (name, schema) in document.Obj("components").Obj("schemas") ?? [])
            {
                Define(definitions, name, OpenApiV2Schema.Of((JsonObject)schema!));
            }
        }

        return new JsonObject
        {
            ["swagger"] = "2.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = VersionEndpoint.GitVersion },
            ["paths"] = paths,
            ["definitions"] = definitions,
        };
    }

    // A type of several groups, such as DeleteOptions, comes with each: only the one that is a kind somewhere says so.
    private static void Define(JsonObject definitions, string name, JsonObject schema)
    {
        const string kinds = "x-kubernetes-group-version-kind";
        if (definitions[name] is JsonObject present)
        {
            present[kinds] ??= schema[kinds]?.DeepClone();
            return;
        }

        definitions[name] = schema;
    }

    private static JsonObject Item(JsonObject item)
    {
        var made = new JsonObject();
        foreach (var (field, value) in item)
        {
            made[field] = value switch
            {
                JsonArray parameters => Parameters(parameters),
                JsonObject operation => Operation(operation),
                _ => null,
            };
        }

        return made;
    }

    private static JsonObject Operation(JsonObject operation)
    {
        var made = new JsonObject();
        var parameters = operation["parameters"] is JsonArray given ? Parameters(given) : [];
        if (operation.Obj("requestBody").Obj("content") is { } content)
        {
            var (media, body) = content.First();
            made["consumes"] = new JsonArray([.. content.Select(pair => (JsonNode)pair.Key)]);
            parameters.Insert(0, new JsonObject { ["name"] = "body", ["in"] = "body", ["required"] = true, ["schema"] = OpenApiV2Schema.Of((body as JsonObject).Obj("schema") ?? []) });
        }

        foreach (var (field, value) in operation.Where(pair => pair.Key is not ("parameters" or "requestBody")))
        {
            made[field] = value?.DeepClone();
        }

        made["parameters"] = parameters;
        made["produces"] = new JsonArray("application/json", "application/yaml");
        made["consumes"] ??= new JsonArray(AnyType);
        return made;
    }

    private static JsonArray Parameters(JsonArray parameters)
    {
        var made = new JsonArray();
        foreach (var parameter in parameters.OfType<JsonObject>())
        {
            var one = new JsonObject();
            foreach (var (field, value) in parameter.Where(pair => pair.Key != "schema").Concat(parameter.Obj("schema") ?? []))
            {
                one[field] = value?.DeepClone();
            }

            made.Add(one);
        }

        return made;
    }
}
