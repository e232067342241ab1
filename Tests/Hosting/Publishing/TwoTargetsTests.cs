using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>What runs here and what is published are one translation: each place in which they differ stands below, with the reason.</summary>
public class TwoTargetsTests
{
    // A pattern for "KIND/NAME path", and why it may differ.
    private static readonly (string Pattern, string Reason)[] Allowed =
    [
        (@"^Secret/", "values of secrets are made where it is deployed, never written into a file"),
        (@"^HorizontalPodAutoscaler/", "learners scale by hand; who runs it for others lets it scale"),
        (@"^Deployment/\w+ /spec/replicas$", "where an autoscaler sets the number, nobody else does"),
        (@"^Service/gateway /spec/(type|loadBalancerIP|ports/\w+/port)$", "a run is reached on ports of this machine; the edge of a cluster is an overlay's"),
        (@"/env/Workshop__TrustedProxies/", "the addresses of pods are known on this machine, and another network's in a cluster"),
        (@"/env/Workshop__Lab/value$", "the lab is open on a laptop and closed wherever it is published to"),
        (@"/volumes/tmp|/volumeMounts/tmp", "a container's file system cannot be written but for this; a process uses the machine's, where debuggers look for it"),
        (@"/lifecycle/preStop|/terminationGracePeriodSeconds$", "load balancers learn late that a pod ends; Ctrl+C is not to wait for them"),
    ];

    [Fact]
    public async Task Every_difference_is_known_and_has_its_reason()
    {
        var differences = await Differences();

        Assert.DoesNotContain(differences, difference => !Allowed.Any(allowed => Regex.IsMatch(difference, allowed.Pattern)));
    }

    [Fact]
    public async Task No_reason_stands_there_for_nothing()
    {
        var differences = await Differences();

        Assert.Empty(Allowed.Where(allowed => !differences.Any(difference => Regex.IsMatch(difference, allowed.Pattern))).Select(allowed => allowed.Pattern));
    }

    private static async Task<List<string>> Differences()
    {
        var run = Flat(TestModel.Translate(await PublishedAppHost.Model("--ports", "auto")));
        var published = await PublishedAppHost.Model("--operation", "publish");
        var publish = Flat(ApplicationTranslator.Translate(published, TranslationTarget.Publish(new Dictionary<string, string>())));

        return [.. run.Keys.Union(publish.Keys).Where(key => run.GetValueOrDefault(key) != publish.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
    }

    private static Dictionary<string, string> Flat(IReadOnlyList<TranslatedObject> objects) =>
        objects.SelectMany(item => Flat(item.Body, "").Select(pair => (Key: $"{item.Kind}/{item.Name} {pair.Path}", pair.Value))).ToDictionary(pair => pair.Key, pair => pair.Value);

    // Items of a list that have a name are known by it, not by their place.
    private static IEnumerable<(string Path, string Value)> Flat(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(pair => Flat(pair.Value, $"{path}/{pair.Key}")),
        JsonArray list => list.SelectMany((item, place) => Flat(item, $"{path}/{(item as JsonObject)?["name"]?.GetValue<string>() ?? $"{place}"}")),
        _ => [(path, node?.ToJsonString() ?? "null")],
    };
}
