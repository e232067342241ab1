using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Workshop.EndToEnd.Aspire;

/// <summary>A lab as somebody does it who has a browser and no terminal: reads the guide, acts on the picture beside it, and sees each check turn green.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class LabInBrowserTests(DashboardBrowser browser) : IClassFixture<DashboardBrowser>
{
    private const string Demo = "/labs/03-quick-demo";
    private static readonly string[] ByThePage = ["1. Run the image", "2. Give it an address"];
    private static readonly LocatorAssertionsToContainTextOptions Patience = new() { Timeout = 60_000 };

    [SkippableFact]
    public async Task A_lab_is_done_from_its_first_step_to_its_last_in_a_browser_alone()
    {
        RequiredTool.Named("bash");
        var workshop = await SharedWorkshop.Get();

        await browser.VisitClusterPage(workshop, Demo, "lab-done", async page =>
        {
            await Expect(page.Locator("h1")).ToHaveTextAsync("Lab 3: Quick demo");
            await Check(page, "1. Run the image", "no Deployment 'monolith'");
            foreach (var step in ByThePage)
            {
                await LetItBeDone(page, step);
            }

            await Check(page, "3. Seven of them", "1 of 1 wanted pods ready");
            await Scale(page, 7);
            await Eventually(page, "3. Seven of them", "7 ready pods on 3 nodes");
            await Picture(page, "lab-scaled");
            await LetItBeDone(page, "4. Clean up");
            await LetItBeDone(page, "Break and fix");
            await Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("done");

            await page.GetByRole(AriaRole.Link, new() { Name = "Labs", Exact = true }).ClickAsync();
            var lab = page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Lab 3: Quick demo") });
            await Expect(lab).ToContainTextAsync("done");
            await Picture(page, "labs");

            // As it was found, for whoever comes next: by the page, too.
            await lab.ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Begin anew" }).ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog);
            await Expect(dialog).ToContainTextAsync("deployment.apps/demo");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Begin anew" }).ClickAsync();
            await Expect(page.GetByText("Lab 3 can begin anew.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await Expect(page.GetByRole(AriaRole.Status).First).ToHaveTextAsync("not begun");
        });
    }

    private static ILocator Part(IPage page, string title) => page.GetByRole(AriaRole.Region, new() { Name = title, Exact = true });

    private static ILocator Step(IPage page, string title) => Part(page, title).GetByRole(AriaRole.Group, new() { Name = "Check of this step" });

    private static async Task Check(IPage page, string title, string seen)
    {
        await Step(page, title).GetByRole(AriaRole.Button, new() { Name = "Check" }).ClickAsync();
        await Expect(Step(page, title)).ToContainTextAsync(seen, Patience);
    }

    // Pods become ready one after another: one looks again, as a person does.
    private static async Task Eventually(IPage page, string title, string seen)
    {
        var check = Step(page, title).GetByRole(AriaRole.Button, new() { Name = "Check" });
        await TestKit.Eventually.Is(
            async () =>
            {
                await check.ClickAsync();
                await Expect(check).ToBeEnabledAsync();
                return (await Step(page, title).InnerTextAsync()).Contains(seen, StringComparison.Ordinal);
            },
            $"the check says '{seen}'",
            TimeSpan.FromSeconds(60),
            CancellationToken.None);
    }

    private static async Task LetItBeDone(IPage page, string title)
    {
        await Step(page, title).GetByRole(AriaRole.Button, new() { Name = "Do it for me" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Do it" }).ClickAsync();
        await Expect(Step(page, title)).ToContainTextAsync("Was seen to be right.", Patience);
    }

    private static async Task Scale(IPage page, int pods)
    {
        var picture = page.GetByRole(AriaRole.Region, new() { Name = "Your cluster" });
        await picture.GetByRole(AriaRole.Button, new() { Name = "Deployment monolith: details and actions" }).ClickAsync();
        await picture.GetByLabel("Pods", new() { Exact = true }).FillAsync(pods.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await picture.GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Scale" }).ClickAsync();
    }

    private static async Task Picture(IPage page, string name) => await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
}
