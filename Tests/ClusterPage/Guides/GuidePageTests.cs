using Microsoft.Playwright;
using Workshop.ClusterPage.Tests.Browser;
using Workshop.ClusterPage.Tests.Cluster;
using Workshop.Labs;
using Workshop.Labs.Progress;
using static Microsoft.Playwright.Assertions;

namespace Workshop.ClusterPage.Tests.Guides;

/// <summary>The labs in a real browser, on a real (embedded) cluster whose pods stand in for the workshop's.</summary>
[Collection(BrowserTests.Name)]
public sealed class GuidePageTests(BrowserFixture browser, PicturedCluster cluster) : IClassFixture<PicturedCluster>
{
    private const string Demo = "/labs/03-quick-demo";

    [SkippableFact]
    public async Task A_step_is_red_then_green_and_the_terminals_progress_is_the_pages()
    {
        using var state = new TemporaryFolder();
        await using var own = await Learner(state);
        await browser.Visit(own, "/labs", async page =>
        {
            var lab = page.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Lab 3: Quick demo") });
            await Expect(lab).ToContainTextAsync("not begun");
            await Expect(page.Page.Locator(".gd-lab")).ToHaveCountAsync(20);
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("labs");
            await lab.ClickAsync();

            var step = page.Page.Locator(".gd-part", new() { HasText = "1. Run the image" }).GetByRole(AriaRole.Group, new() { Name = "Check of this step" });
            await step.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
            await Expect(step).ToContainTextAsync("no Deployment 'monolith'");
            await Expect(step).ToContainTextAsync("a Deployment 'monolith' with a ready pod of its own");
            await Expect(step.Locator(".gd-red code")).ToBeVisibleAsync();
            await step.GetByText("Hint 1: a nudge").ClickAsync();
            await Expect(step.GetByText("Hint 2: where to look")).ToBeVisibleAsync();
            await Expect(step.GetByText("Hint 3: nearly the command")).ToHaveCountAsync(0);
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("lab-red");

            await cluster.Deploy("default", "monolith", 1);
            await cluster.IsReady("default", 1);
            await Expect(page.Page.GetByRole(AriaRole.Region, new() { Name = "Your cluster" }).GetByRole(AriaRole.Article, new() { Name = "Deployment monolith, as desired" })).ToBeVisibleAsync();
            await step.GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
            await Expect(step).ToContainTextAsync("The cluster does it.");
            await Expect(page.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("step 2 of 5");

            var question = page.Page.Locator("form.gd-quiz").First;
            await question.GetByRole(AriaRole.Textbox).FillAsync("deployment");
            await question.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
            await Expect(question).ToContainTextAsync("No. Look again");
            await question.GetByRole(AriaRole.Textbox).FillAsync("replicaset");
            await question.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
            await Expect(question).ToContainTextAsync("Right.");
            await page.Screenshot("lab-green");

            // What ./workshop does in a terminal, this page sees.
            var file = new ProgressFile(state.Path);
            Assert.Equal(1, file.Read().Of(Course.Labs[3]).Hints["deployment"]);
            file.Change(all => all.With(Course.Labs[3], one => one.Seen("exposed", DateTimeOffset.UnixEpoch)));
            await Expect(page.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("step 3 of 5");
        });
    }

    [SkippableFact]
    public async Task Whoever_may_only_look_reads_and_checks_nothing()
    {
        using var state = new TemporaryFolder();
        await using var own = await Learner(state);
        await browser.Visit(
            own,
            Demo,
            async page =>
            {
                await Expect(page.Page.GetByText("You may only look")).ToBeVisibleAsync();
                await Expect(page.Page.Locator(".gd-check")).ToHaveCountAsync(5);
                await Expect(page.Page.Locator("main").GetByRole(AriaRole.Button, new() { NameRegex = new("Check|Answer|anew|for me") })).ToHaveCountAsync(0);
                await Expect(page.Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("not begun");
            },
            token: RunningClusterPage.ReadOnlyToken);
    }

    [SkippableFact]
    public async Task A_page_that_was_told_of_no_learner_says_where_checks_run() => await browser.Visit(cluster.ClusterPage, Demo, async page =>
    {
        await Expect(page.Page.Locator(".cl-warning")).ToContainTextAsync("checks run from ./workshop check 3");
        await Expect(page.Page.Locator("main").GetByRole(AriaRole.Button, new() { Name = "Check" })).ToHaveCountAsync(0);
        await page.AssertAccessible();
    });

    [SkippableFact]
    public async Task What_is_typed_is_copied_as_it_stands_and_files_and_labs_are_one_click_away() => await browser.Visit(cluster.ClusterPage, "/labs/08-deployments", async page =>
    {
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var copy = page.Page.GetByRole(AriaRole.Button, new() { Name = "Copy" }).First;
        await copy.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await Expect(page.Page.Locator("[data-copied]")).ToHaveTextAsync("Copied");
        Assert.Equal("kubectl create secret generic signing-key --from-literal=key=$(openssl rand -hex 32)", await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Labs/08-deployments/hello.yaml" }).First.ClickAsync();
        await Expect(page.Page.Locator(".gd-file pre")).ToContainTextAsync("kind: Deployment");
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Back to Lab 8: Deployments" }).ClickAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Lab 9: Rolling update" }).ClickAsync();
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync("Lab 9: Rolling update");
        // The title comes first, the way up with the script that follows it.
        await page.Page.WaitForFunctionAsync("() => document.querySelector('main').scrollTop === 0");
    });

    [SkippableTheory]
    [InlineData("/labs/99-nothing", 404, "No such lab")]
    [InlineData("/labs/08-deployments/quiz.json", 404, "No such file")]
    [InlineData("/labs/08-deployments/hello.yaml", 200, "Labs/08-deployments/hello.yaml")]
    [InlineData("/labs/08-deployments", 200, "Lab 8: Deployments")]
    public async Task A_lab_or_a_file_that_is_not_there_is_said(string path, int status, string title) => await browser.Visit(cluster.ClusterPage, null, async page =>
    {
        page.Expect(status == 404 ? "status of 404" : "nothing");
        Assert.Equal(status, (await page.Page.GotoAsync(cluster.ClusterPage.LinkTo(path)))!.Status);
        await Expect(page.Page.Locator("h1")).ToHaveTextAsync(title);
    });

    private Task<RunningClusterPage> Learner(TemporaryFolder state) =>
        RunningClusterPage.Start(("Workshop__Kubeconfig", cluster.Kubeconfig), ("Workshop__Labs__State", state.Path), ("Workshop__Labs__Kubeconfig", cluster.Kubeconfig));
}
