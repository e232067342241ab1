using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace Workshop.Endpoints.OpenApi;

/// <summary>The document of one service: of all that is written in <c>openapi.json</c>, the paths that this service has routes for.</summary>
internal static class OpenApiDocument
{
    private static readonly JsonSerializerOptions ForReaders = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="routes">Where the service's routes are.</param>
    /// <param name="title">Such as <c>hello</c>.</param>
    /// <param name="version">The version that the service plays.</param>
    public static string For(IEndpointRouteBuilder routes, string title, string version)
    {
        var served = RoutesOf(routes).ToHashSet(StringComparer.Ordinal);
        var document = Read();
        var paths = document["paths"]!.AsObject();
        foreach (var path in paths.Select(path => path.Key).Where(path => !served.Contains(path)).ToList())
        {
            paths.Remove(path);
        }

        document["info"]!["title"] = title;
        document["info"]!["version"] = version;
        return document.ToJsonString(ForReaders) + "\n";
    }

    /// <returns>The paths that somebody wrote: no patterns such as the frame's 404.</returns>
    internal static IEnumerable<string> RoutesOf(IEndpointRouteBuilder routes) => routes.DataSources
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0)
        .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));

    private static JsonObject Read()
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        return JsonNode.Parse(resource)!.AsObject();
    }
}
