using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>Writes the operations on one kind.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] WriteOptions = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly string[] ListOptions = ["allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "resourceVersion", "resourceVersionMatch", "timeoutSeconds", "watch"];
    private static readonly string[] DeleteOptions = ["dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"];

    private static readonly string[] PathNames = ["name", "namespace"];

    public static void Add(JsonObject paths, string root, ResourceKind kind)
    {
        var collection = kind.IsNamespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
        Add(paths, collection, kind, ("get", "list", ListOptions, "list"), ("post", "post", WriteOptions, "create"), ("delete", "deletecollection", [.. ListOptions, .. DeleteOptions], "deletecollection"));
        var single = $"{collection}/{{name}}";
        Add(paths, single, kind, ("get", "get", [], "get"), ("put", "put", WriteOptions, "update"), ("patch", "patch", [.. WriteOptions, "force"], "patch"), ("delete", "delete", DeleteOptions, "delete"));
        foreach (var part in kind.Subresources.Where(part => part is "status" or "scale"))
        {
            Add(paths, $"{single}/{part}", kind, ("get", "get", [], "get"), ("put", "put", WriteOptions, "update"), ("patch", "patch", [.. WriteOptions, "force"], "patch"));
        }
    }

    private static void Add(JsonObject paths, string path, ResourceKind kind, params IEnumerable<(string Method, string Action, string[] Options, string Verb)> operations)
    {
        var item = new JsonObject();
        foreach (var (method, action, options, _) in operations.Where(operation => kind.Verbs.Contains(operation.Verb)))
        {
            var operation = new JsonObject { ["parameters"] = new JsonArray([.. options.Select(option => Parameter(option, "query"))]) };
            operation.Put("requestBody", Body(kind, action));
            operation["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } };
            operation["x-kubernetes-action"] = action;
            operation["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Group, ["version"] = kind.Version, ["kind"] = kind.Kind };
            item[method] = operation;
        }

        var names = PathNames.Where(name => path.Contains($"{{{name}}}", StringComparison.Ordinal));
        item["parameters"] = new JsonArray([.. names.Select(name => Parameter(name, "path")), Parameter("pretty", "query")]);
        paths[path] = item;
    }

    // What an operation takes: a patch in each of its forms, all else as the object itself.
    private static JsonObject? Body(ResourceKind kind, string action)
    {
        string[] media = action switch
        {
            "patch" when kind.Custom is null => ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"],
            "patch" => ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json"],
            "post" or "put" => ["*/*"],
            _ => [],
        };
        return media.Length == 0 ? null : new JsonObject { ["content"] = new JsonObject(media.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = new JsonObject { ["type"] = "object" } }))), ["required"] = true };
    }

    private static JsonObject Parameter(string name, string place)
    {
        var type = name is "allowWatchBookmarks" or "watch" or "force" or "orphanDependents" ? "boolean" : name is "limit" or "timeoutSeconds" or "gracePeriodSeconds" ? "integer" : "string";
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["schema"] = new JsonObject { ["type"] = type, ["uniqueItems"] = true } };
        if (place == "path")
        {
            parameter["required"] = true;
        }

        return parameter;
    }
}
