using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workshop.Labs.Tests.Diagnosis;

/// <summary>A Kubernetes API that says a few things, all over a socket, with a canary in each place where a secret may be.</summary>
internal sealed class StandInApi : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes("canary-secret"));

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["/version"] = """{ "gitVersion": "v1.34.0" }""",
        ["secrets"] = $$$"""
            { "items": [ { "metadata": { "name": "db", "namespace": "default",
                "annotations": { "kubectl.kubernetes.io/last-applied-configuration": "{\"stringData\":{\"password\":\"canary-applied\"}}" } },
              "data": { "password": "{{{Encoded}}}" } } ] }
            """,
        ["configmaps"] = """{ "items": [ { "metadata": { "name": "settings" }, "data": { "colour": "blue", "connection": "host,password=canary-map" } } ] }""",
        ["events"] = """{ "items": [ { "reason": "BackOff", "message": "Back-off restarting canary-secret" } ] }""",
        ["pods"] = """
            { "items": [ { "metadata": { "name": "web", "namespace": "default" }, "spec": {
                "containers": [ { "name": "web", "args": [ "--key", "canary-secret" ], "env": [
                  { "name": "REDIS_PASSWORD", "value": "canary-literal" }, { "name": "OTEL_EXPORTER_OTLP_HEADERS", "value": "x=canary" }, { "name": "LOG", "value": "info" } ] } ] } } ] }
            """,
        ["deployments"] = """{ "items": [ { "spec": { "template": { "spec": { "initContainers": [ { "env": [ { "name": "API_KEY", "value": "canary" } ] } ] } } } } ] }""",
        ["/api/v1/namespaces/default/pods/web/log"] = "it listens\nlogged in with canary-secret by eyJhbGciOiJFUzI1NiJ9.canary.canary\n",
    };

    private readonly WebApplication _application;

    private StandInApi(WebApplication application) => _application = application;

    public Uri Address => new(_application.Urls.Single());

    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<StandInApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var api = new StandInApi(builder.Build());
        api._application.Run(api.AnswerAsync);
        await api._application.StartAsync();
        return api;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        Asked.Enqueue(path);
        if (path == "/api/v1/nodes")
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return http.Response.WriteAsync("""{ "message": "nodes is forbidden, canary-secret" }""");
        }

        var isList = !path.EndsWith("/log", StringComparison.Ordinal);
        if (http.Request.Query["previous"] == "true" || !Answers.TryGetValue(isList && path != "/version" ? path[(path.LastIndexOf('/') + 1)..] : path, out var answer))
        {
            answer = isList ? """{ "items": [] }""" : string.Empty;
        }

        return http.Response.WriteAsync(answer);
    }
}
