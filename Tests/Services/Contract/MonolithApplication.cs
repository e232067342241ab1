namespace Workshop.Services.Tests.Contract;

/// <summary>One process.</summary>
public sealed class MonolithApplication : IWorkshopApplication, IAsyncLifetime
{
    private RunningService? _monolith;

    public HttpClient Client => _monolith!.Http;

    public IReadOnlyList<HttpClient> Health => [_monolith!.Health];

    public async Task InitializeAsync() => _monolith = await RunningService.StartAsync("Services/Monolith", ["--secret", IWorkshopApplication.Secret]);

    public async Task DisposeAsync() => await (_monolith?.DisposeAsync() ?? default);
}
