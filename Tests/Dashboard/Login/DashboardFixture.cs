using Workshop.Dashboard.Tests.Browser;

namespace Workshop.Dashboard.Tests.Login;

/// <summary>One dashboard without cluster, for tests that only knock at its doors.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    public RunningDashboard Dashboard { get; private set; } = null!;

    public async Task InitializeAsync() => Dashboard = await RunningDashboard.Start();

    public async Task DisposeAsync() => await Dashboard.DisposeAsync();

    /// <summary>A client that keeps cookies and follows no redirect, as one browser.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }, disposeHandler: true) { BaseAddress = Dashboard.Address };

    /// <summary>A client that has logged in.</summary>
    internal async Task<HttpClient> Client(string token)
    {
        var client = Client();
        using var answer = await client.GetAsync(new Uri($"/login?t={token}", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        return client;
    }
}
