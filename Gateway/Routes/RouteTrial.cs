using Yarp.ReverseProxy.Configuration;

namespace Workshop.Gateway.Routes;

/// <summary>Asks YARP about routes before they are in force: once they are, it would refuse them again at every change of names, and follow no pod any more.</summary>
internal sealed class RouteTrial(IConfigValidator validator)
{
    /// <returns>What YARP finds: paths that are no patterns, transforms that it does not know.</returns>
    public async Task<IReadOnlyList<string>> FindAsync(IReadOnlyDictionary<string, string?> data)
    {
        var candidate = new ConfigurationBuilder().AddInMemoryCollection(data).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddReverseProxy().LoadFromConfig(candidate.GetSection(RouteText.Section));
        await using var apart = services.BuildServiceProvider();
        var config = apart.GetRequiredService<IProxyConfigProvider>().GetConfig();
        var findings = new List<string>();
        foreach (var route in config.Routes)
        {
            findings.AddRange((await validator.ValidateRouteAsync(route)).Select(finding => finding.Message));
        }

        foreach (var cluster in config.Clusters)
        {
            findings.AddRange((await validator.ValidateClusterAsync(cluster)).Select(finding => finding.Message));
        }

        return findings;
    }
}
