using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Fields;

namespace Workshop.Cluster.Registry.Patches;

/// <summary>
/// Kubernetes' own patch: as a merge patch, but lists merge by the key of their elements, and <c>$patch</c>, <c>$retainKeys</c>,
/// <c>$setElementOrder/F</c> and <c>$deleteFromPrimitiveList/F</c> direct it. None of these words gets into the object.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    /// <summary>Changes <paramref name="target"/> and leaves the patch as it is.</summary>
    /// <param name="schema">Of the target; null for a map or a field that the kind does not have.</param>
    /// <exception cref="StatusException">400: a directive that does not exist, or a list element without its key.</exception>
    public static void Apply(JsonObject target, JsonObject patch, FieldSchema? schema)
    {
        if (patch[Directive] is { } directive && !Direct(target, directive.Text()))
        {
            return;
        }

        Retain(target, patch);
        foreach (var (field, value) in patch)
        {
            if (field.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                ElementLists.Remove(target, field[DeleteFromList.Length..], value);
            }
            else if (!field.StartsWith('$'))
            {
                ApplyField(target, field, value, schema);
            }
        }

        foreach (var (field, order) in patch.Where(pair => pair.Key.StartsWith(ElementOrder, StringComparison.Ordinal)))
        {
            var list = field[ElementOrder.Length..];
            ElementLists.Sort(target, list, order as JsonArray ?? [], schema?.FactOf(list).MergeKey);
        }
    }

    /// <returns>False: the target is done.</returns>
    private static bool Direct(JsonObject target, string directive)
    {
        switch (directive)
        {
            case "merge":
                return true;
            case "replace":
                target.Clear();
                return true;
            case "delete":
                target.Clear();
                return false;
            default:
                throw StatusErrors.BadRequest($"unknown patch type found: {directive}");
        }
    }

    private static void Retain(JsonObject target, JsonObject patch)
    {
        if (patch[RetainKeys] is JsonArray retained)
        {
            var keys = retained.Select(key => key.Text()).ToHashSet();
            foreach (var field in target.Select(pair => pair.Key).Where(field => !keys.Contains(field)).ToList())
            {
                target.Remove(field);
            }
        }
    }

    private static void ApplyField(JsonObject target, string field, JsonNode? value, FieldSchema? schema)
    {
        var fact = schema?.FactOf(field) ?? FieldFact.Plain;
        var fieldSchema = schema?.Fields.GetValueOrDefault(field);
        switch (value)
        {
            case null:
                target.Remove(field);
                break;
            case JsonObject inner:
                ApplyObject(target, field, inner, fieldSchema);
                break;
            case JsonArray list when fact.MergeKey is { } key && target[field] is JsonArray present:
                target[field] = MergeElements(present, list, key, fieldSchema?.Element);
                break;
            case JsonArray list when fact.MergesValues:
                target[field] = ElementLists.Union(target[field] as JsonArray ?? [], list);
                break;
            case JsonArray list:
                // Nothing to merge with: an element without its key is for validation to judge.
                target[field] = new JsonArray([.. list.Where(item => !IsDirective(item) && (item as JsonObject)?[Directive].Text() != "delete").Select(item => Clean(item, fieldSchema?.Element))]);
                break;
            default:
                target[field] = value.DeepClone();
                break;
        }
    }

    private static void ApplyObject(JsonObject target, string field, JsonObject inner, FieldSchema? schema)
    {
        if (inner[Directive].Text() == "delete")
        {
            target.Remove(field);
        }
        else
        {
            Apply(target.Ensure(field), inner, schema);
        }
    }

    private static JsonArray MergeElements(JsonArray present, JsonArray patch, string key, FieldSchema? schema)
    {
        var replaces = patch.Any(item => item is JsonObject map && map[Directive].Text() == "replace");
        var merged = replaces ? [] : present.Select(item => item?.DeepClone()).ToList();
        foreach (var item in patch.Where(item => !(replaces && IsDirective(item))))
        {
            var element = item as JsonObject;
            if (element?[key] is not { } value)
            {
                throw StatusErrors.BadRequest($"map: {GoText.Plain(item)} does not contain declared merge key: {key}");
            }

            var found = merged.FindIndex(candidate => JsonNode.DeepEquals((candidate as JsonObject)?[key], value));
            if (element[Directive].Text() == "delete")
            {
                merged.RemoveAll(candidate => JsonNode.DeepEquals((candidate as JsonObject)?[key], value));
            }
            else if (found >= 0)
            {
                Apply((JsonObject)merged[found]!, element, schema);
            }
            else
            {
                merged.Add(Clean(element, schema));
            }
        }

        return [.. merged];
    }

    // The element that only says `$patch: replace`.
    private static bool IsDirective(JsonNode? item) => item is JsonObject { Count: 1 } map && map.ContainsKey(Directive);

    /// <summary>A copy without nulls and directives.</summary>
    private static JsonNode? Clean(JsonNode? item, FieldSchema? schema)
    {
        if (item is not JsonObject map)
        {
            return item?.DeepClone();
        }

        var made = new JsonObject();
        Apply(made, map, schema);
        return made;
    }
}
