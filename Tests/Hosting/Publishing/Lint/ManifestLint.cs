using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Hosting.Tests.Publishing.Lint;

/// <summary>
/// Reads an Aspire manifest as aspirate 9.1 and azd read it, and says what either would refuse, drop or take for something else. Each finding
/// names the resource and what the reader would make of it.
/// </summary>
internal static partial class ManifestLint
{
    private static readonly string[] Types = ["project.v0", "container.v0", "parameter.v0"];
    private static readonly string[] Properties = ["host", "port", "targetPort", "url"];

    public static IReadOnlyList<string> Check(JsonObject manifest, string folder)
    {
        var resources = manifest["resources"]?.AsObject();
        return resources is null
            ? ["There is no 'resources': both readers find nothing."]
            : [.. resources.SelectMany(resource => Check(resource.Key, resource.Value!.AsObject(), resources, folder)), .. OutsideBindings(resources)];
    }

    private static IEnumerable<string> Check(string name, JsonObject resource, JsonObject all, string folder) =>
    [
        .. Name(name),
        .. Type(name, resource),
        .. Bindings(name, resource),
        .. Parameter(name, resource),
        .. Project(name, resource, folder),
        .. Texts(resource, "args").SelectMany(text => Placeholders(text.Value).Select(placeholder => $"'{name}': '{placeholder}' stands in an argument, where aspirate fills nothing in.")),
        .. Texts(resource, "env").Where(text => text.Value.Length == 0).Select(text => $"'{name}': variable '{text.Key}' is empty, and aspirate drops it."),
        .. Texts(resource, "env").Concat(Texts(resource, "connectionString")).SelectMany(text => Expression(name, text.Key, text.Value, all)),
    ];

    private static IEnumerable<string> Name(string name)
    {
        if (!ResourceName().IsMatch(name))
        {
            yield return $"'{name}': a name has small letters, digits and '-' only; aspirate cannot refer to another, and Kubernetes refuses it.";
        }
    }

    private static IEnumerable<string> Type(string name, JsonObject resource)
    {
        var type = resource["type"]?.GetValue<string>();
        if (!Types.Contains(type))
        {
            yield return $"'{name}': type '{type}' is not read by both: {string.Join(", ", Types)} are.";
        }
    }

    private static IEnumerable<string> Bindings(string name, JsonObject resource)
    {
        foreach (var (binding, value) in resource["bindings"]?.AsObject() ?? [])
        {
            var facts = value!.AsObject();
            if (facts["targetPort"] is null)
            {
                yield return $"'{name}': binding '{binding}' has no targetPort; aspirate takes 8080, 8443 or none.";
            }

            if (facts["external"] is not null && facts["port"] is not null)
            {
                yield return $"'{name}': binding '{binding}' states a port; azd's ingress knows 80 and 443 only.";
            }

            if (facts["external"] is not null && facts["scheme"]?.GetValue<string>() is not ("http" or "https"))
            {
                yield return $"'{name}': binding '{binding}' is reached from outside and is not HTTP; azd refuses it.";
            }

            if (binding == "https" && facts["external"] is null)
            {
                yield return $"'{name}': binding 'https' inside the cluster: aspirate makes its address empty.";
            }
        }
    }

    private static IEnumerable<string> Parameter(string name, JsonObject resource)
    {
        if (resource["type"]?.GetValue<string>() != "parameter.v0")
        {
            yield break;
        }

        var input = resource["inputs"]?["value"];
        if (input?["default"]?["value"] is not null)
        {
            yield return $"'{name}': aspirate takes a default value for the wish to have a password generated.";
        }

        if (input?["secret"]?.GetValue<bool>() == true && input["default"]?["generate"]?["minLength"]?.GetValue<int>() is null or < 22)
        {
            yield return $"'{name}': a secret without 'generate.minLength' of 22 or more: aspirate makes a short one, or asks.";
        }
    }

    private static IEnumerable<string> Project(string name, JsonObject resource, string folder)
    {
        if (resource["type"]?.GetValue<string>() != "project.v0")
        {
            yield break;
        }

        var path = resource["path"]?.GetValue<string>() ?? "";
        if (Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal) || !File.Exists(Path.Combine(folder, path)))
        {
            yield return $"'{name}': path '{path}' is no project, seen from the manifest, with forward slashes.";
        }
    }

    private static IEnumerable<string> OutsideBindings(JsonObject resources)
    {
        var outside = resources.Where(resource => (resource.Value!["bindings"]?.AsObject() ?? []).Any(binding => binding.Value!["external"] is not null)).Select(resource => resource.Key).ToList();
        if (outside.Count > 1)
        {
            yield return $"'{string.Join("', '", outside)}': more than one resource is reached from outside.";
        }
    }

    private static IEnumerable<string> Expression(string name, string key, string text, JsonObject all)
    {
        foreach (var placeholder in Placeholders(text))
        {
            if (Problem(placeholder[1..^1], all) is { } problem)
            {
                yield return $"'{name}': {key} names '{placeholder}': {problem}";
            }
        }

        var rest = Anything().Replace(text.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal), "");
        if (rest.Contains('{', StringComparison.Ordinal) || rest.Contains('}', StringComparison.Ordinal))
        {
            yield return $"'{name}': {key} has a brace without its twin; azd refuses it.";
        }
    }

    private static string? Problem(string expression, JsonObject all)
    {
        var parts = expression.Split('.');
        if (parts.Length < 2 || all[parts[0]] is not JsonObject resource)
        {
            return "there is no such resource; aspirate ends with 1500.";
        }

        return parts[1..] switch
        {
            ["value"] when resource["type"]?.GetValue<string>() == "parameter.v0" => null,
            ["inputs", "value"] when resource["type"]?.GetValue<string>() == "parameter.v0" => null,
            ["connectionString"] when resource["connectionString"] is not null => null,
            ["bindings", var binding, _] when resource["bindings"]?[binding] is null => "there is no such binding; aspirate ends with a null reference.",
            ["bindings", _, var property] when !Properties.Contains(property) => $"'{property}' is not read by both: {string.Join(", ", Properties)} are.",
            ["bindings", not "http", "url"] => "aspirate gives addresses to bindings named 'http' only.",
            ["bindings", _, _] => null,
            _ => "no reader knows this.",
        };
    }

    private static IEnumerable<(string Key, string Value)> Texts(JsonObject resource, string part) => resource[part] switch
    {
        JsonObject map => map.Select(pair => (pair.Key, pair.Value!.GetValue<string>())),
        JsonArray list => list.Select((item, place) => ($"{part}[{place}]", item!.GetValue<string>())),
        JsonValue text => [(part, text.GetValue<string>())],
        _ => [],
    };

    private static IEnumerable<string> Placeholders(string text) => Anything().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(match => match.Value);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex ResourceName();

    [GeneratedRegex(@"\{[^{}]*\.[^{}]*\}")]
    private static partial Regex Anything();
}
