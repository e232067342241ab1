using System.Net;
using System.Text.RegularExpressions;
using Workshop.ClusterPage.Tests.Browser;

namespace Workshop.ClusterPage.Tests.Login;

public sealed partial class DoorTests(ClusterPageFixture fixture) : IClassFixture<ClusterPageFixture>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/cluster")]
    [InlineData("/cluster?ns=workshop")]
    [InlineData("/cluster/some-part")]
    [InlineData("/nothing-of-ours")]
    public async Task Who_has_not_logged_in_is_led_to_the_form(string path)
    {
        using var client = fixture.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal($"/login?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location!.PathAndQuery);
    }

    [Theory]
    [InlineData("GET", "/_blazor")]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/_blazor/initializers")]
    [InlineData("POST", "/_blazor/disconnect")]
    [InlineData("POST", "/cluster")]
    public async Task The_live_connection_is_refused_without_a_login(string method, string path)
    {
        using var client = fixture.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_link_logs_in_by_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var client = fixture.Client();
        using var answer = await client.GetAsync(new Uri($"/login?t={RunningClusterPage.Token}&returnUrl=%2Fcluster", UriKind.Relative));

        Assert.Equal("/cluster", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), one => one.StartsWith("workshop-login", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(RunningClusterPage.Token, cookie, StringComparison.Ordinal);
        using var page = await client.GetAsync(new Uri("/cluster", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/login?t=x")]
    [InlineData("")]
    public async Task A_login_never_leads_to_another_site_or_in_a_circle(string returnTo)
    {
        using var client = fixture.Client();
        using var answer = await client.GetAsync(new Uri($"/login?t={RunningClusterPage.Token}&returnUrl={Uri.EscapeDataString(returnTo)}", UriKind.Relative));

        Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("some-other-token")]
    [InlineData("operator-0123456789abcdeg")]
    [InlineData("operator-0123456789abcdef ")]
    public async Task A_wrong_token_opens_nothing_and_is_nowhere_repeated(string token)
    {
        using var client = fixture.Client();
        using var answer = await client.GetAsync(new Uri($"/login?t={Uri.EscapeDataString(token)}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(value => value.StartsWith("workshop-login", StringComparison.Ordinal)));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("This token opens nothing", page, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Trim(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Trim(), fixture.ClusterPage.Process.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_form_logs_in_only_with_its_own_antiforgery_token()
    {
        using var client = fixture.Client();
        using var forged = await client.PostAsync(new Uri("/login", UriKind.Relative), Form(("t", RunningClusterPage.Token)));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        var antiforgery = AntiforgeryToken().Match(await forged.Content.ReadAsStringAsync()).Groups[1].Value;
        using var entered = await client.PostAsync(new Uri("/login", UriKind.Relative), Form(("t", RunningClusterPage.Token), ("returnUrl", "/cluster"), ("__RequestVerificationToken", antiforgery)));
        Assert.Equal(HttpStatusCode.Found, entered.StatusCode);
        Assert.Equal("/cluster", entered.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task What_is_no_form_is_answered_with_the_form()
    {
        using var client = fixture.Client();
        using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri("/login", UriKind.Relative), body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("<form", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forged_log_out_changes_nothing()
    {
        using var client = await fixture.Client(RunningClusterPage.Token);
        using var forged = await client.PostAsync(new Uri("/logout", UriKind.Relative), Form());
        using var page = await client.GetAsync(new Uri("/cluster", UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://elsewhere.example")]
    [InlineData("null")]
    public async Task Another_pages_script_is_refused_although_the_cookie_is_good(string origin)
    {
        using var client = await fixture.Client(RunningClusterPage.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        using var socket = new HttpRequestMessage(HttpMethod.Get, "/_blazor");
        socket.Headers.Add("Origin", origin);
        socket.Headers.Add("Connection", "Upgrade");
        socket.Headers.Add("Upgrade", "websocket");
        using var refused = await client.SendAsync(socket);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Every_answer_says_what_a_browser_may_do_with_it()
    {
        using var client = await fixture.Client(RunningClusterPage.Token);
        using var answer = await client.GetAsync(new Uri("/cluster", UriKind.Relative));

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.DoesNotMatch("<script(?![^>]*src=)", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/_content/MudBlazor/MudBlazor.min.css")]
    [InlineData("/_framework/blazor.web.js")]
    [InlineData("/theme.js")]
    [InlineData("/shell.css")]
    public async Task Files_without_data_are_there_for_the_form(string path)
    {
        using var client = fixture.Client();
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex AntiforgeryToken();
}
