using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aspire.Hosting.Kubernetes.Resources;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>Objects as Aspire writes them: null and empty collections are left out, empty objects are not; names as recorded, or in camel case.</summary>
internal static partial class ObjectText
{
    private static readonly Dictionary<(string Type, string Property), string> Names = Recorded();

    public static string ListOf(IEnumerable<BaseKubernetesResource> objects) =>
        new JsonObject { ["apiVersion"] = "v1", ["kind"] = "List", ["items"] = new JsonArray([.. objects.Select(Of)]) }.ToJsonString();

    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        Int32OrStringV1 { Number: { } number } => JsonValue.Create(number),
        Int32OrStringV1 { Text: var text } => JsonValue.Create(text),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Select(key => KeyValuePair.Create(key, Of(map[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        _ => Members(value),
    };

    private static JsonObject Members(object value)
    {
        var type = value.GetType();
        var members = new JsonObject();
        foreach (var property in type.GetProperties().Where(property => property.GetIndexParameters().Length == 0 && !(value is Workload && property.Name == nameof(Workload.PodTemplate))))
        {
            var content = property.GetValue(value);
            if (content is not (null or string { Length: 0 }) && (content is not IEnumerable list || content is string || list.GetEnumerator().MoveNext()))
            {
                members[Names.GetValueOrDefault((property.DeclaringType!.Name, property.Name), char.ToLowerInvariant(property.Name[0]) + property.Name[1..])] = Of(content);
            }
        }

        return members;
    }

    private static Dictionary<(string, string), string> Recorded()
    {
        var names = new Dictionary<(string, string), string>();
        var type = "";
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recorded", "Aspire.Hosting.Kubernetes.13.5.2.txt")))
        {
            type = Head().Match(line) is { Success: true } head ? head.Groups[1].Value : type;
            if (Alias().Match(line) is { Success: true } alias)
            {
                names[(type, alias.Groups[1].Value)] = alias.Groups[2].Value;
            }
        }

        return names;
    }

    [GeneratedRegex(@"^public .*class (\w+)")]
    private static partial Regex Head();

    [GeneratedRegex(@"(\w+) \{ get;.*// yaml: (\w+)")]
    private static partial Regex Alias();
}
