using Microsoft.Playwright;

namespace Workshop.EndToEnd.Aspire;

/// <summary>What a user sees in Aspire's dashboard: the cluster as a tree, a pod's log, a login and a rollout as traces, a command with its question.</summary>
[Collection(CollectionsByName.Shared)]
public sealed partial class DashboardTests(DashboardBrowser browser) : IClassFixture<DashboardBrowser>
{
    [SkippableFact]
    public async Task The_cluster_its_workloads_and_their_pods_are_a_tree_with_addresses()
    {
        var workshop = await SharedWorkshop.Get();

        await browser.Visit(workshop, "/", "tree", async page =>
        {
            await Row(page, "workshop_redis-0").WaitForAsync();
            await Row(page, "gateway").GetByRole(AriaRole.Link, new() { NameRegex = GatewayAddress() }).First.WaitForAsync();
            await Row(page, "kubernetes").GetByRole(AriaRole.Link, new() { Name = "Cluster page" }).First.WaitForAsync();
            // Rows come one by one, as the dashboard hears of them.
            await Eventually.Is(
                async () =>
                {
                    var rows = (await page.GetByRole(AriaRole.Row).AllInnerTextsAsync()).Select(text => text.Trim().Split('\n')[0].Trim()).ToList();
                    return IsBelow(rows, "redis", "workshop_redis-0") && IsBelow(rows, "hello", "workshop_hello-") && rows.IndexOf("kubernetes") < rows.IndexOf("auth");
                },
                "the pods stand below their workloads, and these below the cluster",
                TimeSpan.FromSeconds(30),
                CancellationToken.None);
        });
    }

    [SkippableFact]
    public async Task A_pods_log_is_the_log() => await browser.Visit(
        await SharedWorkshop.Get(), "/consolelogs/resource/workshop_redis-0", "log", page => page.GetByText("Ready to accept connections on").First.WaitForAsync());

    [SkippableFact]
    public async Task One_login_is_one_trace_through_gateway_auth_and_redis()
    {
        var workshop = await SharedWorkshop.Get();
        (await workshop.Curl($"--fail -u user:password {workshop.Gateway}login")).Succeeded();

        await browser.Visit(workshop, "/traces", "login", async page =>
        {
            await Open(page, "GET /login");
            // A service with more than one instance is named with the instance's name.
            await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "gateway" }).First.WaitForAsync();
            await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "auth" }).First.WaitForAsync();
            await page.GetByText(":6379").First.WaitForAsync();
        });
    }

    [SkippableFact]
    public async Task A_rollout_is_a_trace()
    {
        // One of its own: the dashboard keeps ten thousand traces, and a load before this test can have pushed out those of the start.
        var workshop = await SharedWorkshop.Get();
        (await workshop.Kubectl("rollout restart deployment/auth")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/auth --timeout=120s", TimeSpan.FromMinutes(3))).Succeeded();

        await browser.Visit(workshop, "/traces", "rollout", async page =>
        {
            await Open(page, "rollout workshop/auth");
            await page.GetByText("deployment loop").First.WaitForAsync();
            await page.GetByText("in endpoints").First.WaitForAsync();
        });
    }

    [SkippableFact]
    public async Task A_command_asks_its_question_and_does_what_it_says()
    {
        var workshop = await SharedWorkshop.Get();

        await browser.Visit(workshop, "/", "command", async page =>
        {
            await Row(page, "gateway").Locator("[title^='kubectl scale']").First.ClickAsync();
            var dialog = page.Locator("#interactions-input-dialog");
            await dialog.Locator("input").First.FillAsync("2");
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", "dialog.png") });
            await dialog.Locator("fluent-button").Filter(new() { HasText = "Scale" }).ClickAsync();
            (await workshop.Kubectl("wait deployment/gateway --for=jsonpath='{.status.readyReplicas}'=2 --timeout=60s")).Succeeded();
        });

        (await workshop.Kubectl("scale deployment/gateway --replicas=1")).Succeeded();
        (await workshop.Kubectl("wait deployment/gateway --for=jsonpath='{.status.replicas}'=1 --timeout=60s")).Succeeded();
    }

    [SkippableFact]
    public async Task A_learner_with_a_browser_alone_is_told_what_a_check_sees_and_answers_the_quiz()
    {
        await browser.Visit(await SharedWorkshop.Get(), "/", "labs", async page =>
        {
            await page.GetByPlaceholder("Filter...").First.Locator("input").FillAsync("lab");
            var lab = Row(page, "lab-04");
            var guide = await lab.GetByRole(AriaRole.Link, new() { Name = "Guide" }).GetAttributeAsync("href");
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", "lab-rows.png") });

            await lab.Locator("[title^='Looks at your cluster']").First.ClickAsync();
            await page.GetByText("expected: the pod 'monolith', ready, that greets on port 8080").First.WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", "lab-check.png") });
            await page.Keyboard.PressAsync("Escape");

            await lab.Locator("fluent-button").Last.ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = "Quiz" }).First.ClickAsync();
            var dialog = page.Locator("#interactions-input-dialog");
            await dialog.Locator("input").First.FillAsync("10.0.0.1");
            await dialog.Locator("fluent-button").Filter(new() { HasText = "Quiz" }).ClickAsync();
            await dialog.GetByText("Your cluster has no answer now").First.WaitForAsync();
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", "lab-quiz.png") });
            // A question that nobody answers is asked of every browser.
            await dialog.Locator("fluent-button").Filter(new() { HasText = "Cancel" }).ClickAsync();
            await dialog.WaitForAsync(new() { State = WaitForSelectorState.Hidden });

            await page.GotoAsync(guide!);
            await page.GetByRole(AriaRole.Heading, new() { Name = "Pods" }).First.WaitForAsync();
            Assert.EndsWith("/labs/04-pods", page.Url, StringComparison.Ordinal);
        });
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"^https?:\/\/127\.0\.0\.1:\d+$")]
    private static partial System.Text.RegularExpressions.Regex GatewayAddress();

    private static ILocator Row(IPage page, string name) => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    private static bool IsBelow(List<string> rows, string parent, string child) =>
        rows.IndexOf(parent) is >= 0 and var at && rows.ElementAtOrDefault(at + 1)?.StartsWith(child, StringComparison.Ordinal) == true;

    // The list draws only what fits: the filter brings the trace to where it can be clicked. It draws anew while traces come: a click that met a row on its way out is repeated.
    private static async Task Open(IPage page, string trace)
    {
        await page.GetByPlaceholder("Filter...").First.Locator("input").FillAsync(trace);
        await Eventually.Is(
            async () =>
            {
                if (!page.Url.Contains("/traces/detail/", StringComparison.Ordinal))
                {
                    await page.GetByText(trace).Last.ClickAsync(new() { Timeout = 5_000 });
                    await page.WaitForURLAsync("**/traces/detail/**", new() { Timeout = 15_000 });
                }

                return true;
            },
            $"the trace '{trace}' is opened",
            TimeSpan.FromMinutes(2),
            CancellationToken.None);
    }
}
