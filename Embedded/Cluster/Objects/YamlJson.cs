using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Workshop.Cluster.Objects;

/// <summary>Turns a YAML document into JSON as Kubernetes does it: YAML 1.1, where an unquoted <c>yes</c> is a boolean and a quoted <c>"1"</c> stays a text.</summary>
public static partial class YamlJson
{
    // References may make a small text into an endless object; nothing honest comes near this.
    private const int NodeLimit = 200_000;

    /// <exception cref="YamlException">It has no meaning as JSON.</exception>
    public static JsonNode? Of(YamlNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var left = NodeLimit;
        return Node(root, 0, ref left);
    }

    private static JsonNode? Node(YamlNode node, int depth, ref int left)
    {
        if (--left < 0)
        {
            throw new YamlException(node.Start, node.End, "document contains excessive aliasing");
        }

        // A list may hold itself.
        if (depth > JsonText.DepthLimit)
        {
            throw new YamlException(node.Start, node.End, JsonText.TooDeep);
        }

        switch (node)
        {
            case YamlMappingNode map:
                var fields = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    var name = key as YamlScalarNode ?? throw new YamlException(key.Start, key.End, "a key is no text");
                    fields[name.Value ?? ""] = Node(value, depth + 1, ref left);
                }

                return fields;
            case YamlSequenceNode list:
                var items = new JsonArray();
                foreach (var item in list.Children)
                {
                    items.Add(Node(item, depth + 1, ref left));
                }

                return items;
            case YamlScalarNode scalar:
                return Scalar(scalar);
            default:
                throw new YamlException(node.Start, node.End, "unknown anchor");
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
            _ when Fraction().IsMatch(text) && double.TryParse(text, CultureInfo.InvariantCulture, out var fraction) && double.IsFinite(fraction) => JsonNode.Parse(fraction.ToString("R", CultureInfo.InvariantCulture)),
            _ => text,
        };
    }

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Fraction();
}
