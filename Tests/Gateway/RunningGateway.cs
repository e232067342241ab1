using System.Net;

namespace Workshop.Gateway.Tests;

/// <summary>The gateway as a process, with a names file that a test writes.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly NamesFolder _names;
    private readonly RunningService _service;

    private RunningGateway(NamesFolder names, RunningService service) => (_names, _service) = (names, service);

    public RunningService Service => _service;

    public static async Task<RunningGateway> StartAsync(IReadOnlyList<IPEndPoint> hello, IEnumerable<string>? arguments = null)
    {
        var names = new NamesFolder();
        names.Write("workshop", "hello", 80, [.. hello]);
        return new RunningGateway(names, await RunningService.StartAsync("Gateway", arguments ?? [], ("WORKSHOP_NAMES", names.Own)));
    }

    /// <summary>Changes which pods of hello are ready.</summary>
    public void Ready(params IPEndPoint[] hello) => _names.Write("workshop", "hello", 80, hello);

    public async Task<(HttpStatusCode Status, string Body)> Ask(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : new StringContent(body) };
        using var answer = await _service.Http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public Task<(HttpStatusCode Status, string Body)> Get(string path = "/") => Ask(HttpMethod.Get, path);

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _names.Dispose();
    }
}
