using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Microsoft.Playwright;
using Workshop.ClusterPage.Tests.Browser;
using static Microsoft.Playwright.Assertions;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>Every action of the page, done as a person does it: choose, ask, confirm, and see what becomes of it.</summary>
[Collection(BrowserTests.Name)]
public sealed class PicturePageActionTests(BrowserFixture browser, PicturedCluster cluster) : IClassFixture<PicturedCluster>
{
    private const float Patience = 60_000;

    [SkippableFact]
    public async Task A_deleted_pod_leaves_and_its_successor_appears()
    {
        var ns = await Application(replicas: 2);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            var pod = page.Page.Locator(".cl-pod.cl-ready").First;
            var key = await pod.GetAttributeAsync("data-key");
            await pod.ClickAsync();
            await Press(page, "Delete pod", "Delete");

            await Expect(page.Page.Locator($".cl-pod[data-key='{key}']")).ToHaveCountAsync(0, new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(2, new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync(new Regex("is asked to end, so Service hello sends it no more traffic"));
        });
    }

    [SkippableFact]
    public async Task A_Deployment_is_scaled_and_the_ribbon_says_why_pods_appear()
    {
        var ns = await Application(replicas: 1);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.OpenDetails("Deployment hello");
            await page.Page.GetByLabel("Pods", new() { Exact = true }).FillAsync("4");
            await Press(page, "Scale", "Scale");

            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(4, new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("Deployment hello was scaled from 1 to 4: three pods are missing, so its ReplicaSet makes them.");
            await page.Page.Locator(".cl-history summary").ClickAsync();
            await page.AssertAccessible();
            await page.Screenshot("cluster-history");
        });
    }

    [SkippableFact]
    public async Task A_rolling_update_is_followed_to_its_end()
    {
        var ns = await Application(replicas: 3);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.OpenDetails("Deployment hello");
            await page.Page.GetByLabel("Image of hello").FillAsync("workshop/hello:2.0.0");
            await Press(page, "Set image", "Set image");

            await Expect(page.Page.Locator(".cl-pod.cl-old").First).ToBeVisibleAsync(new() { Timeout = Patience });
            await page.Screenshot("cluster-rolling-update");
            await Expect(page.Page.Locator(".cl-pod.cl-new.cl-ready", new() { HasText = "2.0.0" })).ToHaveCountAsync(3, new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-pod")).ToHaveCountAsync(3, new() { Timeout = Patience });
            await Expect(page.Page.GetByRole(AriaRole.Article, new() { Name = "Deployment hello, as desired" })).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("Deployment hello is to run workshop/hello:2.0.0 in place of workshop/hello:1.0.0");
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("Deployment hello is as desired: all three pods are ready.");
        });
    }

    [SkippableFact]
    public async Task An_image_that_does_not_exist_stalls_and_the_old_pods_stay()
    {
        var ns = await Application(replicas: 2);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(2, new() { Timeout = Patience });
            await cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
                new V1Patch(new { spec = new { template = new { spec = new { containers = new[] { new { name = "hello", image = "workshop/hello:9" } } } } } }, V1Patch.PatchType.StrategicMergePatch), "hello", ns);
            await Expect(page.Page.Locator(".cl-pod.cl-failing").First).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-pod.cl-old.cl-ready").First).ToBeVisibleAsync();
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("cannot start: its image workshop/hello:9 cannot be had", new() { Timeout = Patience });
            await page.AssertAccessible();
            await page.Screenshot("cluster-stalled-rollout");
        });
    }

    [SkippableFact]
    public async Task A_node_is_switched_off_its_pods_come_back_elsewhere_and_it_is_switched_on()
    {
        var ns = await Application(replicas: 3);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.OpenDetails("Node node-3");
            await Press(page, "Switch off", "Switch off");

            var node = page.Page.Locator(".cl-node[data-key='node:node-3']");
            await Expect(node).ToHaveClassAsync(new Regex("cl-down"), new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("Node node-3 was switched off");
            await page.Screenshot("cluster-node-off");
            await Expect(page.Page.Locator(".cl-nodes > li:not(:last-child) .cl-pod.cl-ready")).ToHaveCountAsync(3, new() { Timeout = 2 * Patience });

            await Press(page, "Switch on", "Switch on");
            await Expect(node).Not.ToHaveClassAsync(new Regex("cl-down"), new() { Timeout = Patience });
        });
    }

    [SkippableFact]
    public async Task A_flipped_readiness_probe_takes_a_pod_out_of_its_Service()
    {
        var ns = await cluster.Namespace();
        var lab = Objects.Deployment("lab", 1, "workshop/lab:1");
        lab.Spec.Template.Spec.Containers[0].ReadinessProbe = new() { HttpGet = new() { Path = "/readiness", Port = 8081 }, PeriodSeconds = 1, FailureThreshold = 1 };
        await cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(lab, ns);
        await cluster.Expose(ns, "lab", ("app", "lab"));
        await cluster.IsReady(ns, 1);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.Page.Locator(".cl-pod.cl-ready").ClickAsync();
            await Press(page, "Flip readiness", "Flip");

            await Expect(page.Page.Locator(".cl-pod.cl-unready")).ToBeVisibleAsync(new() { Timeout = Patience });
            await Expect(page.Page.Locator(".cl-history")).ToContainTextAsync("Service lab has no ready pod left: requests to it fail.", new() { Timeout = Patience });

            await Press(page, "Flip readiness", "Flip");
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToBeVisibleAsync(new() { Timeout = Patience });
        });
    }

    [SkippableFact]
    public async Task Nothing_happens_before_it_is_confirmed()
    {
        var ns = await Application(replicas: 1);
        await browser.Visit(cluster.ClusterPage, $"/cluster?ns={ns}", async page =>
        {
            await page.Page.Locator(".cl-pod.cl-ready").ClickAsync();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Delete pod" }).ClickAsync();
            await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("makes another one");
            await page.AssertAccessible();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

            await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(1);
            await page.Screenshot("cluster-pod");
        });
    }

    [SkippableFact]
    public async Task Who_may_only_look_sees_details_and_no_action()
    {
        var ns = await Application(replicas: 1);
        await browser.Visit(
            cluster.ClusterPage,
            $"/cluster?ns={ns}",
            async page =>
            {
                await page.Page.Locator(".cl-pod.cl-ready").ClickAsync();

                await Expect(page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" })).ToContainTextAsync("Pod in namespace");
                await Expect(page.Page.Locator(".cl-actions, .cl-form")).ToHaveCountAsync(0);
            },
            token: RunningClusterPage.ReadOnlyToken);
    }

    [SkippableFact]
    public async Task Where_the_page_itself_may_only_look_it_draws_all_and_says_what_the_cluster_refuses()
    {
        var ns = await Application(replicas: 1);
        await using var own = await RunningClusterPage.Start(("Workshop__Kubeconfig", await cluster.KubeconfigToLook(ns)));
        await browser.Visit(own, $"/cluster?ns={ns}", async page =>
        {
            await Expect(page.Page.GetByRole(AriaRole.Article, new() { Name = "Service hello, → one pod" })).ToBeVisibleAsync();
            await Expect(page.Page.Locator(".cl-warning")).ToHaveCountAsync(0);
            await page.Page.Locator(".cl-pod.cl-ready").ClickAsync();
            await Press(page, "Delete pod", "Delete");

            await Expect(page.Page.Locator(".mud-snackbar")).ToContainTextAsync(new Regex("^The cluster does not let the cluster page delete pod 'hello-.*cannot delete resource"));
            await Expect(page.Page.Locator(".cl-pod.cl-ready")).ToHaveCountAsync(1);
        });
    }

    private async Task<string> Application(int replicas)
    {
        var ns = await cluster.Namespace();
        await cluster.Deploy(ns, "hello", replicas);
        await cluster.Expose(ns, "hello", ("app", "hello"));
        await cluster.IsReady(ns, replicas);
        return ns;
    }

    private static async Task Press(BrowserPage page, string action, string answer)
    {
        await page.Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" }).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = answer, Exact = true }).ClickAsync();
        await Expect(page.Page.Locator(".mud-snackbar").First).ToBeVisibleAsync();
    }
}
