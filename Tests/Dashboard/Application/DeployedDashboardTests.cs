using System.Text.RegularExpressions;
using Workshop.Dashboard.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Workshop.Dashboard.Tests.Application;

/// <summary>The dashboard beside the application, deployed as the overlay has it: no kubeconfig, no rights but those that are published, telemetry by the name of its Service.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class DeployedDashboardTests(BrowserFixture browser)
{
    private const float Patience = 60_000;
    private static readonly TimeSpan DeployLimit = TimeSpan.FromSeconds(240);

    [SkippableFact]
    public async Task The_printed_token_opens_it_and_a_request_is_a_trace_there()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        Chromium.Path();   // skips before anything is started
        await using var cluster = await RunningWorkshop.Start(["--empty"]);
        var said = (await cluster.Shell($"'{Repository.ProgramOf("AppHost")}' --operation publish --step deploy --overlay dashboard", DeployLimit)).Succeeded();
        var token = TokenPattern().Match(said).Groups[1].Value;
        var dashboard = RunningDashboard.At(new Uri($"http://{(await cluster.Kubectl("get pods -l app=dashboard -o jsonpath='{.items[0].status.podIP}'")).Succeeded()}:18888"));
        var gateway = (await cluster.Kubectl("get service gateway -o jsonpath='{.status.loadBalancer.ingress[0].ip}:{.spec.ports[0].port}'")).Succeeded();

        (await cluster.Curl($"-f -u user:password http://{gateway}/login")).Succeeded();

        await browser.Visit(
            dashboard,
            "/traces?text=login",
            async page =>
            {
                await page.Page.Locator("tbody a", new() { HasText = "/login" }).First.ClickAsync(new() { Timeout = Patience });
                var spans = page.Page.Locator("[data-key]");
                await Expect(spans.Filter(new() { HasText = "gateway" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
                await Expect(spans.Filter(new() { HasText = "auth" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
            },
            token: token);
        await browser.Visit(
            dashboard,
            "/resources?ns=workshop",
            async page =>
            {
                await Expect(page.Page.Locator("main")).ToContainTextAsync("gateway", new() { Timeout = Patience });
                await Expect(page.Page.Locator("main")).ToContainTextAsync("hello", new() { Timeout = Patience });
            },
            token: token);
    }

    [GeneratedRegex(@"/login\?t=([0-9a-f]{32})\b")]
    private static partial Regex TokenPattern();
}
