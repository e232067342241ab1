using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>Gateway, auth and hello, which find one another by a names file as in the embedded cluster.</summary>
public abstract class DistributedApplication(string scheme, int port) : IWorkshopApplication, IAsyncLifetime, IDisposable
{
    // As long as a generated parameter: auth makes its key pair of it.
    private const string SigningKey = "0123456789abcdefghijklmnopqrstuvwxyzABCD";

    private readonly NamesFolder _names = new();
    private readonly TemporaryFolder _tls = new();
    private readonly List<RunningService> _services = [];
    private ContractTarget? _target;

    public ContractTarget Target => _target!;

    public async Task InitializeAsync()
    {
        var auth = await Started("Services/Auth", ("Workshop__Signing__Key", SigningKey));
        _names.WriteText("workshop", $$"""{ "names": { "auth": {{Service(auth)}} } }""");
        var hello = await Started("Services/Hello", ("Workshop__Jwks", "http://auth/.well-known/jwks.json"));
        _names.WriteText("workshop", $$"""{ "names": { "auth": {{Service(auth)}}, "hello": {{Service(hello)}} } }""");
        var gateway = await Started("Gateway", ("Workshop__TlsDirectory", _tls.PathOf("tls")));
        _target = Targets.Of(new Uri($"{scheme}://{gateway.Address}:{port}"), _tls.PathOf("tls", "cert.pem"), _services);
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
        _names.Dispose();
        _tls.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<RunningService> Started(string project, (string, string) setting)
    {
        var service = await RunningService.StartAsync(project, [], setting, ("WORKSHOP_NAMES", _names.Own));
        _services.Add(service);
        return service;
    }

    private static string Service(RunningService service) => $$"""{ "ports": [ { "name": "http", "port": 80, "endpoints": ["{{service.Address}}:8080"] } ] }""";

    /// <summary>Asked over HTTP.</summary>
    public sealed class OverHttp() : DistributedApplication("http", 8080);

    /// <summary>Asked over HTTPS, with the gateway's own certificate as the one that is trusted.</summary>
    public sealed class OverHttps() : DistributedApplication("https", 8443);
}
