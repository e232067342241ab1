using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>Holds what somebody applies against the kind, before it is merged.</summary>
internal sealed class AppliedBody
{
    private readonly List<string> _problems = [];

    private AppliedBody()
    {
    }

    /// <exception cref="StatusException">400, or 500 as in Kubernetes: the body is none of the kind.</exception>
    public static void Check(ResourceKind kind, ObjectKey key, JsonObject body)
    {
        var version = body.Str("apiVersion") ?? "";
        if (version != kind.ApiVersion)
        {
            throw StatusErrors.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {version}, expected: {kind.ApiVersion}");
        }

        if (body.Obj("metadata")?["managedFields"] is not null)
        {
            throw StatusErrors.BadRequest("metadata.managedFields must be nil");
        }

        var check = new AppliedBody();
        check.Judge(FieldType.Of(kind), body, []);
        if (check._problems.Count > 0)
        {
            var list = check._problems.Count == 1 ? check._problems[0] : $"errors:\n{string.Join('\n', check._problems.Select(problem => "  " + problem))}";
            throw new StatusException(500, "", $"failed to create typed patch object ({key.Namespace}/{key.Name}; {kind.Group}/{kind.Version}, Kind={kind.Kind}): {list}");
        }
    }

    private void Judge(FieldType type, JsonNode? value, List<string> path)
    {
        switch (type.FormOf(value))
        {
            case var _ when value is null:
                break;
            case FieldForm.Map when value is JsonObject map:
                foreach (var (name, inner) in map)
                {
                    path.Add(FieldSteps.Field(name));
                    if (type.Declared(name) is null && type.Element is null)
                    {
                        Add(path, "field not declared in schema");
                    }
                    else
                    {
                        Judge(type.Step(path[^1]), inner, path);
                    }

                    path.RemoveAt(path.Count - 1);
                }

                break;
            case FieldForm.List when value is JsonArray list:
                Judge(type, list, path);
                break;
            case FieldForm.Map:
                Add(path, $"expected map, got {Found(value)}");
                break;
            case FieldForm.List:
                Add(path, $"expected list, got {Found(value)}");
                break;
            default:
                Scalar(type.Scalar, value, path);
                break;
        }
    }

    private void Judge(FieldType type, JsonArray list, List<string> path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var step = type.IsAtomic ? $"[{i}]" : FieldSteps.Element(type, list[i]);
            if (!type.IsAtomic && type.Keys.FirstOrDefault(key => (list[i] as JsonObject)?[key.Name] is null && key.Default is null).Name is { } missing)
            {
                Add(path, $"element {i}: associative list with keys has an element that omits key field {GoText.Quote(missing)} (and doesn't have default value)");
                continue;
            }

            if (!type.IsAtomic && !seen.Add(step))
            {
                Add(path, $"duplicate entries for key {FieldSteps.Text([step])}");
                continue;
            }

            path.Add(step);
            Judge(type.Element ?? AnyType.Instance, list[i], path);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void Scalar(string wanted, JsonNode value, List<string> path)
    {
        var kind = value.GetValueKind();
        var fits = wanted switch
        {
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "" => true,
            _ => kind == JsonValueKind.Number,
        };
        if (!fits)
        {
            Add(path, $"expected {wanted}, got {Found(value)}");
        }
    }

    private void Add(List<string> path, string what) => _problems.Add($"{FieldSteps.Text(path)}: {what}");

    private static string Found(JsonNode value) => $"&value.valueUnstructured{{Value:{GoText.Syntax(value)}}}";
}
