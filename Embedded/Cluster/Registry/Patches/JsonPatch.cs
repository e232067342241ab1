using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Patches;

/// <summary>JSON patch, RFC 6902.</summary>
internal static class JsonPatch
{
    private const int MostOperations = 10_000;

    // Of all copies together: a copy of a copy of a copy is soon larger than any memory.
    private const long MostCopied = 3 * 1024 * 1024;

    /// <returns>The patched document; the given one may be changed too.</returns>
    /// <exception cref="StatusException">400: the patch is no list of operations, or its outcome is nested too deep; 413: too many, or too much copied; 422: an operation does not apply.</exception>
    public static JsonNode Apply(JsonNode document, JsonNode patch)
    {
        if (patch is not JsonArray operations)
        {
            var found = patch is JsonObject ? "object" : patch.GetValueKind().ToString().ToLowerInvariant();
            throw StatusErrors.BadRequest($"error decoding patch: json: cannot unmarshal {found} into Go value of type []handlers.jsonPatchOp");
        }

        if (operations.Count > MostOperations)
        {
            throw StatusErrors.TooLarge($"The allowed maximum operations in a JSON patch is {MostOperations}, got {operations.Count}");
        }

        // Operations see what earlier ones did; under a root of our own even the whole document ("") has a parent.
        var root = new JsonObject { [""] = document.Parent is null ? document : document.DeepClone() };
        var copied = 0L;
        foreach (var operation in operations)
        {
            Run(root, operation as JsonObject ?? throw StatusErrors.PatchDoesNotApply(), ref copied);
        }

        return Detach(root, "") ?? throw StatusErrors.PatchDoesNotApply();
    }

    private static void Run(JsonObject root, JsonObject operation, ref long copied)
    {
        var path = Pointer(operation.Str("path"));
        switch (operation.Str("op"))
        {
            case "add":
                Add(root, path, Value(operation));
                break;
            case "remove":
                Remove(root, path);
                break;
            case "replace":
                Remove(root, path);
                Add(root, path, Value(operation));
                break;
            case "move":
                Add(root, path, Remove(root, Pointer(operation.Str("from"))));
                break;
            case "copy":
                Add(root, path, Copy(root, operation, ref copied));
                break;
            case "test":
                Test(root, path, operation);
                break;
            default:
                throw StatusErrors.PatchDoesNotApply();
        }
    }

    private static JsonNode? Copy(JsonObject root, JsonObject operation, ref long copied)
    {
        var source = Find(root, Pointer(operation.Str("from")));
        copied += source?.ToJsonString().Length ?? 0;
        return copied <= MostCopied
            ? source?.DeepClone()
            : throw StatusErrors.TooLarge($"Unable to complete the copy, the accumulated size increase of copy is {copied}, exceeding the limit {MostCopied}");
    }

    private static void Test(JsonObject root, string[] path, JsonObject operation)
    {
        if (!JsonNode.DeepEquals(Find(root, path), operation["value"]))
        {
            throw StatusErrors.PatchDoesNotApply();
        }
    }

    private static void Add(JsonObject root, string[] path, JsonNode? value)
    {
        // The path has our own root before it.
        if (path.Length - 1 + JsonText.DepthOf(value) > JsonText.DepthLimit)
        {
            throw StatusErrors.BadRequest(JsonText.TooDeep);
        }

        switch (Find(root, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray list:
                list.Insert(path[^1] == "-" ? list.Count : Index(path[^1], list.Count), value);
                break;
            default:
                throw StatusErrors.PatchDoesNotApply();
        }
    }

    private static JsonNode? Remove(JsonObject root, string[] path)
    {
        switch (Find(root, path[..^1]))
        {
            case JsonObject parent when parent.ContainsKey(path[^1]):
                return Detach(parent, path[^1]);
            case JsonArray list:
                var index = Index(path[^1], list.Count - 1);
                var removed = list[index];
                list.RemoveAt(index);
                return removed;
            default:
                throw StatusErrors.PatchDoesNotApply();
        }
    }

    private static JsonNode? Detach(JsonObject parent, string field)
    {
        var value = parent[field];
        parent.Remove(field);
        return value;
    }

    private static JsonNode? Find(JsonObject root, string[] path)
    {
        JsonNode? at = root;
        foreach (var step in path)
        {
            at = at switch
            {
                JsonObject map when map.TryGetPropertyValue(step, out var value) => value,
                JsonArray list => list[Index(step, list.Count - 1)],
                _ => throw StatusErrors.PatchDoesNotApply(),
            };
        }

        return at;
    }

    private static JsonNode? Value(JsonObject operation) =>
        operation.TryGetPropertyValue("value", out var value) ? value?.DeepClone() : throw StatusErrors.PatchDoesNotApply();

    // "/a/b~1c" → ["", "a", "b/c"]: the first step is our own root's.
    private static string[] Pointer(string? pointer) => pointer is null || (pointer.Length > 0 && pointer[0] != '/')
        ? throw StatusErrors.PatchDoesNotApply()
        : [.. pointer.Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];

    // Negative indexes count from the end, as the library that Kubernetes uses has it.
    private static int Index(string step, int most)
    {
        if (!int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw StatusErrors.PatchDoesNotApply();
        }

        index = index < 0 ? most + 1 + index : index;
        return index >= 0 && index <= most ? index : throw StatusErrors.PatchDoesNotApply();
    }
}
