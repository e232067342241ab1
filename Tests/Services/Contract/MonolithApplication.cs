using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>One process.</summary>
public sealed class MonolithApplication : IWorkshopApplication, IAsyncLifetime
{
    private RunningService? _monolith;
    private ContractTarget? _target;

    public HttpClient Client => _monolith!.Http;

    public ContractTarget Target => _target!;

    public async Task InitializeAsync()
    {
        _monolith = await RunningService.StartAsync("Services/Monolith", ["--secret", IWorkshopApplication.Secret]);
        _target = Targets.Of(_monolith.Http.BaseAddress!, null, _monolith);
    }

    public async Task DisposeAsync()
    {
        _target?.Dispose();
        await (_monolith?.DisposeAsync() ?? default);
    }
}
