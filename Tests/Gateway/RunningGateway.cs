using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Workshop.Gateway.Tests;

/// <summary>The gateway as a process, with a names file that a test writes.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly NamesFolder _names;
    private readonly RunningService _service;

    private RunningGateway(NamesFolder names, RunningService service) => (_names, _service) = (names, service);

    public RunningService Service => _service;

    public Uri Https => new($"https://{_service.Address}:8443");

    public static async Task<RunningGateway> StartAsync(IReadOnlyList<IPEndPoint> hello, IEnumerable<string>? arguments = null, IReadOnlyList<IPEndPoint>? auth = null, params (string Name, string Value)[] environment)
    {
        var names = new NamesFolder();
        Write(names, hello, auth ?? []);
        return new RunningGateway(names, await RunningService.StartAsync("Gateway", arguments ?? [], [("WORKSHOP_NAMES", names.Own), .. environment]));
    }

    /// <summary>Changes which pods of hello are ready.</summary>
    public void Ready(params IPEndPoint[] hello) => Write(_names, hello, []);

    public async Task<(HttpStatusCode Status, string Body)> Ask(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using var answer = await _service.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(HttpStatusCode Status, string Body)> Get(string path = "/") => Ask(HttpMethod.Get, path);

    /// <summary>Some hundred requests, so that a load that follows meets compiled code: on a busy machine the first second would measure the compiler.</summary>
    public Task WarmUp() => Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
    {
        for (var i = 0; i < 40; i++)
        {
            await Get("/version");
        }
    }));

    /// <summary>Sends a request as it stands, each character a byte.</summary>
    /// <returns>All that comes until the connection is closed, each byte a character.</returns>
    public async Task<string> Raw(string request)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient();
        await client.ConnectAsync(_service.Address, 8080, limit.Token);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadToEndAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _names.Dispose();
    }

    private static void Write(NamesFolder names, IReadOnlyList<IPEndPoint> hello, IReadOnlyList<IPEndPoint> auth) =>
        names.WriteText("workshop", $$"""{ "names": { "hello": {{Entry(hello)}}, "auth": {{Entry(auth)}} } }""");

    private static string Entry(IEnumerable<IPEndPoint> endpoints) =>
        $$"""{ "clusterIP": "127.40.128.3", "ports": [ { "name": "http", "port": 80, "endpoints": [{{string.Join(", ", endpoints.Select(endpoint => $"\"{endpoint}\""))}}] } ] }""";
}
