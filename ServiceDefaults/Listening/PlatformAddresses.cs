using Microsoft.Extensions.Configuration;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Addresses that a platform gives by ASP.NET Core's own variables: Aspire's orchestrator by ASPNETCORE_URLS, a container image by HTTP_PORTS.</summary>
internal sealed class PlatformAddresses
{
    public PlatformAddresses(IConfiguration configuration)
    {
        var urls = Entries(configuration["ASPNETCORE_URLS"]);
        Http = urls.Length > 0 ? Of("http://", urls) : Ports(configuration, "HTTP_PORTS");
        Https = urls.Length > 0 ? Of("https://", urls) : Ports(configuration, "HTTPS_PORTS");
    }

    public IReadOnlyList<string> Http { get; }

    public IReadOnlyList<string> Https { get; }

    private static List<string> Ports(IConfiguration configuration, string name) =>
        [.. Entries(configuration[name] ?? configuration[$"ASPNETCORE_{name}"]).Select(port => $":{port}")];

    private static List<string> Of(string scheme, string[] urls) =>
        [.. urls.Where(url => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)).Select(url => url[scheme.Length..].TrimEnd('/'))];

    private static string[] Entries(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
