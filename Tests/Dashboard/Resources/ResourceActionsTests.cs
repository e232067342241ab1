using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;

namespace Workshop.Dashboard.Tests.Resources;

/// <summary>What can be done on the page, done to the running application.</summary>
[Collection(BrowserTests.Name)]
public sealed class ResourceActionsTests(BrowserFixture browser, ApplicationFixture application)
{
    private static readonly LocatorAssertionsToHaveTextOptions Patient = new() { Timeout = 60_000 };

    [SkippableFact]
    public async Task Scaling_asks_how_many_and_the_cluster_follows()
    {
        await browser.Visit(await application.Dashboard(), "/resources", async page =>
        {
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Scale auth" }).ClickAsync();
            var count = page.Page.GetByLabel("Pods of 'auth'");
            await count.FillAsync("2");
            await page.AssertAccessible();
            await page.Screenshot("resources-scale");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Scale", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Page.Locator(".resources tbody").Filter(new() { HasText = "auth" }).Locator("td.number").First).ToHaveTextAsync("2/2", Patient);
        });
    }

    [SkippableFact]
    public async Task Restarting_asks_first_and_replaces_the_pod()
    {
        await browser.Visit(await application.Dashboard(), "/resources", async page =>
        {
            var before = await Pods();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restart hello" }).ClickAsync();
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("one after another");
            await page.AssertAccessible();
            await page.Screenshot("resources-restart");
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            Assert.Equal(before, await Pods());

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restart hello" }).ClickAsync();
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Restart", Exact = true }).ClickAsync();
            await Eventually.Is(async () => !(await Pods()).Intersect(before).Any(), "all pods of hello are new ones", TimeSpan.FromSeconds(90), CancellationToken.None);
        });
    }

    [SkippableFact]
    public async Task A_reader_sees_everything_and_is_offered_nothing_to_do()
    {
        await browser.Visit(
            await application.Dashboard(),
            "/resources?resource=deployment%2Fworkshop%2Fhello",
            async page =>
            {
                await Assertions.Expect(page.Page.GetByText("Read only")).ToBeVisibleAsync();
                await Assertions.Expect(page.Page.Locator(".details")).ToBeVisibleAsync();
                await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Restart|Scale|Delete") })).ToHaveCountAsync(0);
                await page.AssertAccessible();
            },
            token: RunningDashboard.ReadOnlyToken);
    }

    private async Task<string[]> Pods() =>
        (await application.Workshop.Kubectl("-n workshop get pods -l app=hello -o name")).Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
