using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Workshop.ServiceDefaults.Tests;

/// <summary>A service with the defaults, in this process, on a loopback address of its own.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private TestService(WebApplication app, IPAddress address)
    {
        App = app;
        Http = new HttpClient { BaseAddress = new Uri($"http://{address}:8080") };
        Health = new HttpClient { BaseAddress = new Uri($"http://{address}:8081") };
    }

    public WebApplication App { get; }

    public HttpClient Http { get; }

    public HttpClient Health { get; }

    public static async Task<TestService> StartAsync(Action<WebApplication> map, TimeProvider? time = null, string? namesFile = null, params (string Name, string Value)[] settings)
    {
        var address = LoopbackAddress.Next();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("WORKSHOP_NAMES", namesFile), .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddServiceDefaults([$"--http={address}:8080", $"--health={address}:8081", "--Workshop:AccessLog=off", "--Logging:LogLevel:Default=None"]);
        builder.AddServiceClients();
        var app = builder.Build();
        app.MapServiceDefaults();
        map(app);
        await app.StartAsync();
        return new TestService(app, address);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Health.Dispose();
        await App.DisposeAsync();
    }
}
