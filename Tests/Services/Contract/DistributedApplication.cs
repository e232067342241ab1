namespace Workshop.Services.Tests.Contract;

/// <summary>Gateway, auth and hello, which find one another by a names file as in the embedded cluster.</summary>
public sealed class DistributedApplication : IWorkshopApplication, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _names = new();
    private readonly List<RunningService> _services = [];

    public HttpClient Client => _services[^1].Http;

    public IReadOnlyList<HttpClient> Health => [.. _services.Select(service => service.Health)];

    public async Task InitializeAsync()
    {
        _services.Add(await RunningService.StartAsync("Services/Auth", ["--secret", IWorkshopApplication.Secret]));
        _services.Add(await RunningService.StartAsync("Services/Hello", ["--secret", IWorkshopApplication.Secret]));
        var file = _names.Write("workshop.json", $$"""{ "names": { "auth": {{Service(_services[0])}}, "hello": {{Service(_services[1])}} } }""");
        _services.Add(await RunningService.StartAsync("Gateway", [], ("WORKSHOP_NAMES", file)));
    }

    public async Task DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.DisposeAsync();
        }
    }

    public void Dispose() => _names.Dispose();

    private static string Service(RunningService service) => $$"""{ "ports": [ { "name": "http", "port": 80, "endpoints": ["{{service.Address}}:8080"] } ] }""";
}
