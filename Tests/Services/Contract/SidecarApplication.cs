using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>The monolith with a gateway in its own pod that brings HTTPS: the original's <c>proxy.conf</c>.</summary>
public sealed class SidecarApplication : IWorkshopApplication, IAsyncLifetime, IDisposable
{
    private const string Routes = """
        { "ReverseProxy": {
          "Routes": { "all": { "ClusterId": "monolith", "Match": { "Path": "{**path}" } } },
          "Clusters": { "monolith": { "Destinations": { "local": { "Address": "http://127.0.0.1:8080" } } } } } }
        """;

    private readonly TemporaryFolder _folder = new();
    private RunningService? _monolith;
    private RunningService? _gateway;
    private ContractTarget? _target;

    public ContractTarget Target => _target!;

    public async Task InitializeAsync()
    {
        _monolith = await RunningService.StartAsync("Services/Monolith", ["--secret", IWorkshopApplication.Secret]);
        _gateway = RunningService.Start(
            "Gateway",
            _monolith.Address,
            ["--http=:9080", "--health=:9081", "--https=:8443", "--config", _folder.Write("routes.json", Routes)],
            ("Workshop__TlsDirectory", _folder.PathOf("tls")));
        await _gateway.Process.HasWritten("serves", TimeSpan.FromSeconds(30));
        _target = Targets.Of(new Uri($"https://{_monolith.Address}:8443"), _folder.PathOf("tls", "cert.pem"), _monolith);
    }

    public async Task DisposeAsync()
    {
        _target?.Dispose();
        await (_gateway?.DisposeAsync() ?? default);
        await (_monolith?.DisposeAsync() ?? default);
    }

    public void Dispose() => _folder.Dispose();
}
