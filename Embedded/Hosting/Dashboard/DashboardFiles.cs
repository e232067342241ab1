using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Dashboard;

/// <summary>
/// What only this user may know of the dashboard, in the state folder: <c>dashboard.json</c> with its tokens, for scripts, and
/// <c>dashboard.html</c>, which logs a browser in. A browser is started with the file's name: a token among its arguments could be read by
/// every process of the machine.
/// </summary>
internal static class DashboardFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string PagePath(string stateFolder) => Path.Combine(stateFolder, "dashboard.html");

    public static async Task WriteAsync(string stateFolder, DashboardAccess access, CancellationToken ct)
    {
        var content = new JsonObject
        {
            ["login"] = access.Login.ToString(),
            ["readOnlyToken"] = access.ReadOnlyToken,
            ["otlpGrpc"] = Text(access.OtlpGrpc),
            ["otlpHttp"] = Text(access.OtlpHttp),
            ["otlpHeaders"] = access.OtlpHeaders,
        };
        await AtomicFile.WriteAsync(JsonPath(stateFolder), content.ToJsonString(Indented) + "\n", isPrivate: true, ct);
        await AtomicFile.WriteAsync(PagePath(stateFolder), Page(access.Login), isPrivate: true, ct);
    }

    public static void Delete(string stateFolder)
    {
        File.Delete(JsonPath(stateFolder));
        File.Delete(PagePath(stateFolder));
    }

    private static string JsonPath(string stateFolder) => Path.Combine(stateFolder, "dashboard.json");

    private static string Text(Uri address) => address.ToString().TrimEnd('/');

    private static string Page(Uri login) => $"""
        <!doctype html>
        <meta charset="utf-8">
        <meta http-equiv="refresh" content="0; url={WebUtility.HtmlEncode(login.ToString())}">
        <title>Workshop</title>
        <a href="{WebUtility.HtmlEncode(login.ToString())}">Open the dashboard</a>

        """;
}
