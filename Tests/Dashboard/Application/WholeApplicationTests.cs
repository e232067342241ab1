using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Workshop.Dashboard.Tests.Application;

/// <summary>The running application as its own dashboard shows it: nothing is set by hand, everything arrives by itself.</summary>
[Collection(BrowserTests.Name)]
public sealed class WholeApplicationTests(BrowserFixture browser, ApplicationFixture application)
{
    private const float Patience = 60_000;

    [SkippableFact]
    public async Task A_login_request_is_found_as_one_trace_of_gateway_auth_and_Redis()
    {
        var dashboard = await application.Dashboard();
        (await application.Workshop.Curl($"-f -u user:password {new Uri(application.Workshop.Gateway, "login")}")).Succeeded();

        await browser.Visit(dashboard, "/traces?text=login", async page =>
        {
            await page.Page.Locator("tbody a", new() { HasText = "/login" }).First.ClickAsync(new() { Timeout = Patience });

            var spans = page.Page.Locator("[data-key]");
            await Expect(spans.Filter(new() { HasText = "gateway" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(spans.Filter(new() { HasText = "auth" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.Page.Locator("main")).ToContainTextAsync(new Regex("HGETALL|HGET|GET|EXISTS|SET"), new() { Timeout = Patience });
            await page.AssertAccessible();
            await page.Screenshot("application-login-trace");
        });
    }

    [SkippableFact]
    public async Task A_rolling_update_is_followed_to_its_end_and_its_trace_opened()
    {
        var dashboard = await application.Dashboard();
        await browser.Visit(dashboard, "/cluster?ns=workshop", async page =>
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Deployment hello: details and actions" }).ClickAsync();
            await page.Page.GetByLabel("Image of hello").FillAsync("workshop/hello:2.0.0");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Set image", Exact = true }).ClickAsync();
            await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Set image" }).ClickAsync();
            await Expect(page.Page.Locator(".cl-pod.cl-new.cl-ready", new() { HasText = "2.0.0" })).ToHaveCountAsync(3, new() { Timeout = Patience });
            await page.Screenshot("application-cluster");

            await page.Page.GetByRole(AriaRole.Article, new() { NameRegex = new Regex("Deployment hello") }).GetByRole(AriaRole.Link, new() { Name = "Trace of its rollout" }).ClickAsync(new() { Timeout = Patience });
            await Expect(page.Page).ToHaveURLAsync(new Regex("/traces/[0-9a-f]{32}"), new() { Timeout = Patience });
            await Expect(page.Page.Locator("[data-key]", new() { HasText = "hello" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
            await page.AssertAccessible();
            await page.Screenshot("application-rollout-trace");
        });
        (await application.Workshop.Kubectl("rollout undo deployment/hello")).Succeeded();
        (await application.Workshop.Kubectl("rollout status deployment/hello --timeout 60s")).Succeeded();
    }

    [SkippableFact]
    public async Task Services_and_cluster_alike_have_told_of_themselves()
    {
        var dashboard = await application.Dashboard();
        await browser.Visit(dashboard, "/metrics?resource=gateway", async page =>
        {
            await Expect(page.Page.Locator("main")).ToContainTextAsync("http.server.request.duration", new() { Timeout = Patience });
            await page.Screenshot("application-metrics");
        });
        await browser.Visit(dashboard, "/structuredlogs?resource=hello", async page =>
        {
            await Expect(page.Page.Locator("tbody tr").First).ToBeVisibleAsync(new() { Timeout = Patience });
            await page.Screenshot("application-logs");
        });
    }
}
