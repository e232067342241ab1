using System.Net;
using System.Runtime.Versioning;
using Workshop.ClusterPage.Tests.Browser;

namespace Workshop.ClusterPage.Tests.Login;

/// <summary>What the process says and keeps.</summary>
public sealed class LoginProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_token_that_was_made_is_printed_once_in_a_link_that_works()
    {
        await using var clusterPage = RunningClusterPage.Launch(("Workshop__Token", ""));
        await clusterPage.Process.HasWritten("Login to the cluster page at", Limit);
        var link = Assert.Single(clusterPage.Process.All.Split('\n'), line => line.Contains("/login?t=", StringComparison.Ordinal)).Split(" at ")[^1].Trim();

        using var client = new HttpClient();
        Assert.Contains("blazor.web", await client.GetStringAsync(new Uri(link)), StringComparison.Ordinal);
        Assert.Single(clusterPage.Process.All.Split('\n'), line => line.Contains(link.Split("t=")[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_was_given_is_not_printed_even_where_requests_are_logged()
    {
        await using var clusterPage = await RunningClusterPage.Start(("Logging__LogLevel__Microsoft.AspNetCore", "Debug"), ("Workshop__AccessLog", "all"));
        using var client = new HttpClient();
        await client.GetStringAsync(new Uri(clusterPage.LinkTo("/cluster")));

        Assert.Contains("/cluster", clusterPage.Process.All, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningClusterPage.Token, clusterPage.Process.All, StringComparison.Ordinal);
    }

    [SkippableFact]
    [UnsupportedOSPlatform("windows")]
    public async Task With_a_key_folder_a_login_outlives_a_restart_but_not_a_new_token()
    {
        RequiredTool.Unix();
        using var folder = new TemporaryFolder();
        var keys = ("Workshop__Keys", folder.PathOf("keys"));
        var cookies = new CookieContainer();
        await using (var first = await RunningClusterPage.Start(keys))
        {
            using var client = ClientWith(cookies);
            Assert.Equal(HttpStatusCode.Found, (await client.GetAsync(new Uri(first.LinkTo("/cluster")))).StatusCode);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.PathOf("keys")));
        var header = cookies.GetAllCookies().First(cookie => cookie.Name.StartsWith("workshop-login", StringComparison.Ordinal)).ToString();
        await using (var again = await RunningClusterPage.Start(keys))
        {
            Assert.Equal(HttpStatusCode.OK, await Open(again, header));
        }

        await using var changed = await RunningClusterPage.Start(keys, ("Workshop__Token", "another-token-0123456789"));
        Assert.Equal(HttpStatusCode.Found, await Open(changed, header));
    }

    [Fact]
    public async Task A_short_token_ends_the_start_with_one_line()
    {
        await using var clusterPage = RunningClusterPage.Launch(("Workshop__Token", "short"));

        Assert.Equal(2, await clusterPage.Process.Exit(Limit));
        Assert.Equal("Workshop:Token has fewer than 16 characters. Give a longer one, or none: then one is made and printed at start.", clusterPage.Process.Error.Trim());
    }

    private static async Task<HttpStatusCode> Open(RunningClusterPage clusterPage, string cookie)
    {
        using var client = ClientWith(null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(clusterPage.Address, "/cluster"));
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static HttpClient ClientWith(CookieContainer? cookies) => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null, CookieContainer = cookies ?? new CookieContainer() }, disposeHandler: true);
}
