using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Hosting.Running;

/// <summary><c>endpoints.json</c> in the state folder: there while everything is Ready, for scripts and tests.</summary>
internal static class EndpointsFile
{
    // A path may hold any character; the file is no web page.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(string stateFolder, RunAddresses addresses, CancellationToken ct)
    {
        var content = new JsonObject();
        Add(content, "gateway", addresses.Gateway);
        Add(content, "gatewayHttps", addresses.GatewayHttps);
        Add(content, "api", addresses.Api);
        Add(content, "dashboard", addresses.Dashboard);
        Add(content, "otlp", addresses.Otlp);
        Add(content, "clusterPage", addresses.ClusterPage is { } page ? new Uri(page.GetLeftPart(UriPartial.Authority)) : null);
        content["kubeconfig"] = addresses.Kubeconfig;
        return AtomicFile.WriteAsync(PathIn(stateFolder), content.ToJsonString(Indented) + "\n", isPrivate: false, ct);
    }

    public static void Delete(string stateFolder) => File.Delete(PathIn(stateFolder));

    private static string PathIn(string stateFolder) => Path.Combine(stateFolder, "endpoints.json");

    private static void Add(JsonObject content, string name, Uri? address)
    {
        if (address is not null)
        {
            // A page's link may log in by its query, and scripts hand this file around.
            content[name] = address.GetLeftPart(UriPartial.Path).TrimEnd('/');
        }
    }
}
