using k8s;
using k8s.Models;
using Microsoft.Playwright;
using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>The page in a real browser, on a real (embedded) cluster.</summary>
[Collection(BrowserTests.Name)]
public sealed class PicturePageTests(BrowserFixture browser, PicturedCluster cluster) : IClassFixture<PicturedCluster>
{
    [SkippableFact]
    public async Task An_application_is_drawn_and_every_part_has_a_name()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 3);
        await cluster.Deploy(ns, "auth", 1);
        await cluster.Expose(ns, "hello", ("app", "hello"));
        await cluster.Expose(ns, "auth", ("app", "auth"));
        await cluster.IsReady(ns, 4);

        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(4);
            await Expect(page.Page.GetByRole(AriaRole.Article, new() { Name = "Deployment hello, as desired" })).ToBeVisibleAsync();
            await Expect(page.Page.GetByRole(AriaRole.Article, new() { Name = "Service hello, → three pods" })).ToBeVisibleAsync();
            await Expect(page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^hello 1.0.0 .* ready, pod hello-.*, gets traffic from hello$") })).ToHaveCountAsync(3);
            await Expect(page.Page.Locator(".cl-lines path")).ToHaveCountAsync(4);
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("cluster");
        });
    }

    [SkippableFact]
    public async Task A_rollouts_trace_is_opened_where_the_setting_says()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 1);
        await cluster.IsReady(ns, 1);
        var hello = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("hello", ns);
        var address = $"http://127.0.0.1:18888/traces/detail/{new RolloutId(hello.Uid(), 1).TraceId}";
        await using var own = await RunningClusterPage.Start(("Workshop__Kubeconfig", cluster.Kubeconfig), ("Workshop__TracesUrl", "http://127.0.0.1:18888/traces/detail/{traceId}"));

        await browser.Visit(own, $"/cluster?ns={ns}", async page =>
        {
            var link = page.Page.GetByRole(AriaRole.Article, new() { Name = "Deployment hello, as desired" }).GetByRole(AriaRole.Link, new() { Name = "Trace of its rollout" });
            await Expect(link).ToHaveAttributeAsync("href", address);
            await Expect(link).ToHaveAttributeAsync("target", "_blank");
            await page.OpenDetails("Deployment hello");
            await Expect(page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" }).GetByRole(AriaRole.Link, new() { Name = "Trace of its rollout" })).ToHaveAttributeAsync("href", address);
            await page.AssertAccessible();
            await page.Screenshot("cluster-trace");
        });
    }

    [SkippableFact]
    public async Task A_rollouts_trace_has_its_id_and_no_link_where_nobody_said_where_it_is_opened()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 1);
        await cluster.IsReady(ns, 1);
        var hello = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("hello", ns);

        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.OpenDetails("Deployment hello");
            await Expect(page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" })).ToContainTextAsync(new RolloutId(hello.Uid(), 1).TraceId);
            await Expect(page.Page.Locator("main a")).ToHaveCountAsync(0);
        });
    }

    [SkippableFact]
    public async Task Labels_and_selectors_light_up_what_has_them_by_pointer_and_by_keyboard()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 2);
        await cluster.Deploy(ns, "auth", 1);
        await cluster.Expose(ns, "hello", ("app", "hello"));
        await cluster.IsReady(ns, 3);

        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            var lit = page.Page.Locator(".cl-pod[data-on]");
            await page.Page.Locator(".cl-service .cl-selector").HoverAsync();
            await Expect(lit).ToHaveCountAsync(2);
            await Expect(lit.First).ToContainTextAsync("hello");
            await page.Screenshot("cluster-selector");

            await page.Page.Locator("h1").HoverAsync();
            await Expect(lit).ToHaveCountAsync(0);

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Deployment auth: details and actions" }).FocusAsync();
            await Expect(lit).ToHaveCountAsync(1);
            await Expect(lit).ToContainTextAsync("auth");
        });
    }

    [SkippableFact]
    public async Task Arrow_keys_go_from_pod_to_pod_and_Escape_closes_the_details()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 6);
        await cluster.IsReady(ns, 6);

        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            var row = page.Page.Locator(".cl-node").First.Locator(".cl-pod");
            // The page is drawn before its script listens.
            await Eventually.Is(
                async () =>
                {
                    await row.First.FocusAsync();
                    await page.Page.Keyboard.PressAsync("ArrowRight");
                    return await row.Nth(1).EvaluateAsync<bool>("pod => pod === document.activeElement");
                },
                "the arrow leads to the next pod",
                TimeSpan.FromSeconds(30),
                CancellationToken.None);
            await page.Page.Keyboard.PressAsync("Enter");
            var details = page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
            await Expect(details).ToBeFocusedAsync();
            await page.Page.Keyboard.PressAsync("Escape");
            await Expect(details).ToHaveCountAsync(0);
        });
    }

    [SkippableFact]
    public async Task A_canary_and_a_blue_green_switch_look_like_the_decks()
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", 3, "1.0.0", ("role", "hello"), ("track", "stable"));
        await cluster.Deploy(ns, "hello-canary", 1, "2.0.0", ("role", "hello"), ("track", "canary"));
        await cluster.Deploy(ns, "auth-blue", 2, "1.0.0", ("role", "auth"), ("version", "blue"));
        await cluster.Deploy(ns, "auth-green", 2, "2.0.0", ("role", "auth"), ("version", "green"));
        await cluster.Expose(ns, "hello", ("role", "hello"));
        await cluster.Expose(ns, "auth", ("role", "auth"), ("version", "blue"));
        await cluster.IsReady(ns, 8);

        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            var green = page.Page.Locator($".cl-pod[data-traffic='svc:{ns}/auth']", new() { HasText = "auth-green" });
            await Expect(page.Page.Locator($".cl-pod[data-traffic='svc:{ns}/hello']")).ToHaveCountAsync(4);
            await Expect(green).ToHaveCountAsync(0);
            await page.Screenshot("cluster-canary");

            await cluster.Client.CoreV1.PatchNamespacedServiceAsync(new V1Patch(new { spec = new { selector = new { version = "green" } } }, V1Patch.PatchType.StrategicMergePatch), "auth", ns);

            await Expect(green).ToHaveCountAsync(2, new() { Timeout = 60_000 });
            await Expect(page.Page.Locator(".cl-band")).ToContainTextAsync("Service auth selects role=auth,version=green in place of role=auth,version=blue");
            await page.Screenshot("cluster-blue-green");
        });
    }
}
