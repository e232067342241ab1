using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>Gateway, auth and hello, which find one another by a names file as in the embedded cluster.</summary>
public abstract class DistributedApplication(string scheme, int port) : IWorkshopApplication, IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<RunningService> _services = [];
    private ContractTarget? _target;

    public ContractTarget Target => _target!;

    public async Task InitializeAsync()
    {
        _services.Add(await RunningService.StartAsync("Services/Auth", ["--secret", IWorkshopApplication.Secret]));
        _services.Add(await RunningService.StartAsync("Services/Hello", ["--secret", IWorkshopApplication.Secret]));
        var file = _folder.Write("workshop.json", $$"""{ "names": { "auth": {{Service(_services[0])}}, "hello": {{Service(_services[1])}} } }""");
        var gateway = await RunningService.StartAsync("Gateway", [], ("WORKSHOP_NAMES", file), ("Workshop__TlsDirectory", _folder.PathOf("tls")));
        _services.Add(gateway);
        _target = Targets.Of(new Uri($"{scheme}://{gateway.Address}:{port}"), _folder.PathOf("tls", "cert.pem"), _services);
    }

    public async Task DisposeAsync()
    {
        _target?.Dispose();
        foreach (var service in Enumerable.Reverse(_services))
        {
            await service.DisposeAsync();
        }
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Service(RunningService service) => $$"""{ "ports": [ { "name": "http", "port": 80, "endpoints": ["{{service.Address}}:8080"] } ] }""";

    /// <summary>Asked over HTTP.</summary>
    public sealed class OverHttp() : DistributedApplication("http", 8080);

    /// <summary>Asked over HTTPS, with the gateway's own certificate as the one that is trusted.</summary>
    public sealed class OverHttps() : DistributedApplication("https", 8443);
}
