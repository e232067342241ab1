using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>Aspire's own writer makes the manifest. Where it differs from the one that this repository wrote before stands below, with the reason.</summary>
public class ManifestDifferencesTests
{
    private static readonly (string Pattern, string Reason)[] Allowed =
    [
        (@"^/resources/redis/args/1$", "the password goes to the server quoted, as it reads it, and still by no argument"),
        (@"^/resources/redis/bindings/tcp/scheme$", "Aspire calls it 'redis'; no reader asks"),
        (@"/env/OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY$", "Aspire tells its projects that telemetry is worth another try"),
        (@"/env/ASPNETCORE_FORWARDEDHEADERS_ENABLED$", "Aspire tells its projects that a proxy stands before them"),
        (@"/env/HTTPS?_PORTS$", "Aspire tells its projects where to listen, in ASP.NET Core's words"),
        (@"/env/Workshop__Https?$|/env/Workshop__Health$", "a port stands there as a reference to the binding's, which both readers fill in"),
        (@"^/resources/gateway/env/(AUTH|HELLO)_HTTP$", "Aspire's second name for a reference"),
    ];

    [Fact]
    public void Every_difference_is_known_and_has_its_reason() =>
        Assert.DoesNotContain(Differences(), difference => !Allowed.Any(allowed => Regex.IsMatch(difference, allowed.Pattern)));

    [Fact]
    public void No_reason_stands_there_for_nothing() =>
        Assert.Empty(Allowed.Where(allowed => !Differences().Any(difference => Regex.IsMatch(difference, allowed.Pattern))).Select(allowed => allowed.Pattern));

    private static List<string> Differences()
    {
        var before = Flat(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "manifest-before.json"))), "").ToDictionary();
        var now = Flat(JsonNode.Parse(File.ReadAllText(Path.Combine(PublishedFiles.Folder, "manifest.json"))), "").ToDictionary();
        return [.. before.Keys.Union(now.Keys).Where(key => before.GetValueOrDefault(key) != now.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(pair => Flat(pair.Value, $"{path}/{pair.Key}")),
        JsonArray list => list.SelectMany((item, place) => Flat(item, $"{path}/{place}")),
        _ => [new(path, node?.ToJsonString() ?? "null")],
    };
}
