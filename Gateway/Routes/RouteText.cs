using System.Text.Json;
using Workshop.ServiceDefaults;

namespace Workshop.Gateway.Routes;

/// <summary>Turns a route file's text into configuration keys.</summary>
internal static class RouteText
{
    public const string Section = "ReverseProxy";
    public const string Weight = "Weight";
    public const string Header = "Header";

    /// <exception cref="ServiceException">The text is not JSON or says something that cannot be meant; all findings at once, each with its line.</exception>
    public static Dictionary<string, string?> Parse(byte[] text, string file)
    {
        PlacedJson json;
        try
        {
            json = PlacedJson.Parse(text);
        }
        catch (JsonException e)
        {
            // Its message repeats the place, in numbers from 0.
            var reason = e.Message.Split(" LineNumber:")[0];
            throw new ServiceException($"Route file '{file}' is not JSON. line {e.LineNumber + 1}, column {e.BytePositionInLine + 1}: {reason}", e);
        }

        var findings = RouteFileCheck.Find(json);
        return findings.Count == 0 ? DataOf(json) : throw new ServiceException($"Route file '{file}' cannot be used. {string.Join(' ', findings)}");
    }

    /// <returns>The last of keys that stand twice.</returns>
    public static Dictionary<string, string?> DataOf(PlacedJson json)
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var value in json.Values)
        {
            data[value.Key] = value.Text;
        }

        return data;
    }
}
