using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Workshop.Cluster.Api.Requests;

/// <summary>Turns a YAML body into JSON as Kubernetes does it: YAML 1.1, where an unquoted <c>yes</c> is a boolean.</summary>
internal static partial class YamlBody
{
    // References may make a small text into an endless object; nothing honest comes near this.
    private const int NodeLimit = 200_000;

    /// <exception cref="Registry.StatusException">400: not YAML.</exception>
    public static JsonNode? Read(ReadOnlySpan<byte> text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(Encoding.UTF8.GetString(text)));
            var left = NodeLimit;
            return stream.Documents.Count == 0 ? null : Node(stream.Documents[0].RootNode, ref left);
        }
        catch (YamlException e)
        {
            throw ApiFailures.BadRequest($"error converting YAML to JSON: yaml: line {e.Start.Line}: {e.Message}");
        }
    }

    private static JsonNode? Node(YamlNode node, ref int left)
    {
        if (--left < 0)
        {
            throw ApiFailures.BadRequest("error converting YAML to JSON: yaml: document contains excessive aliasing");
        }

        switch (node)
        {
            case YamlMappingNode map:
                var fields = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    fields[((YamlScalarNode)key).Value ?? ""] = Node(value, ref left);
                }

                return fields;
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children)
                {
                    items.Add(Node(item, ref left));
                }

                return items;
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw ApiFailures.BadRequest("error converting YAML to JSON: yaml: unknown anchor");
        }
    }

    private static JsonNode? Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag == "tag:yaml.org,2002:str")
        {
            return text;
        }

        // Numbers go through the parser, as those of a JSON body do, so that every reader finds the same kind of value.
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" => JsonNode.Parse("true"),
            "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" => JsonNode.Parse("false"),
            _ when Whole().IsMatch(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture)),
            _ when Fraction().IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var fraction) => JsonNode.Parse(fraction.ToString("R", CultureInfo.InvariantCulture)),
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
