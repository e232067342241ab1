using Workshop.ClusterPage.Tests.Browser;

namespace Workshop.ClusterPage.Tests.Login;

/// <summary>One cluster page without cluster, for tests that only knock at its doors.</summary>
public sealed class ClusterPageFixture : IAsyncLifetime
{
    public RunningClusterPage ClusterPage { get; private set; } = null!;

    public async Task InitializeAsync() => ClusterPage = await RunningClusterPage.Start();

    public async Task DisposeAsync() => await ClusterPage.DisposeAsync();

    /// <summary>A client that keeps cookies and follows no redirect, as one browser.</summary>
    internal HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true }, disposeHandler: true) { BaseAddress = ClusterPage.Address };

    /// <summary>A client that has logged in.</summary>
    internal async Task<HttpClient> Client(string token)
    {
        var client = Client();
        using var answer = await client.GetAsync(new Uri($"/login?t={token}", UriKind.Relative));
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        return client;
    }
}
