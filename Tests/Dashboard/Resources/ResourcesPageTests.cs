using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;

namespace Workshop.Dashboard.Tests.Resources;

/// <summary>The page of resources, on the running application.</summary>
[Collection(BrowserTests.Name)]
public sealed class ResourcesPageTests(BrowserFixture browser, ApplicationFixture application)
{
    [SkippableFact]
    public async Task The_table_shows_every_workload_with_state_pods_and_address()
    {
        await browser.Visit(await application.Dashboard(), "/resources", async page =>
        {
            var rows = page.Page.Locator(".resources tbody");
            await Assertions.Expect(rows.Filter(new() { HasText = "gateway" })).ToContainTextAsync("Running");
            await Assertions.Expect(rows.Filter(new() { HasText = "hello" })).ToContainTextAsync("3/3");
            await Assertions.Expect(rows.Filter(new() { HasText = "gateway" }).Locator("a.link").First).ToHaveAttributeAsync("href", application.Workshop.Gateway.ToString().TrimEnd('/'));
            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pods of hello" }).ClickAsync();
            await Assertions.Expect(page.Page.Locator(".pod-row")).ToHaveCountAsync(3);
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("resources");
        });
    }

    [SkippableFact]
    public async Task The_graph_leads_from_the_gateway_to_redis()
    {
        await browser.Visit(await application.Dashboard(), "/resources?view=graph", async page =>
        {
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^gateway Running .*It uses auth, hello") })).ToBeVisibleAsync();
            await Assertions.Expect(page.Page.Locator("path.edge")).ToHaveCountAsync(4);
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("resources-graph");
        });
    }

    [SkippableFact]
    public async Task Details_name_the_secret_and_never_show_it()
    {
        await browser.Visit(await application.Dashboard(), "/resources?resource=deployment%2Fworkshop%2Fauth", async page =>
        {
            var details = page.Page.GetByRole(AriaRole.Complementary, new() { Name = "auth" });
            await Assertions.Expect(details.GetByRole(AriaRole.Row, new() { Name = "REDIS_PASSWORD" })).ToContainTextAsync("from Secret");
            await Assertions.Expect(details.GetByText("Used by")).ToBeVisibleAsync();
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("resources-details");
            await page.Page.Keyboard.PressAsync("Tab");
            await details.GetByRole(AriaRole.Button, new() { Name = "Close the details" }).ClickAsync();
            await Assertions.Expect(details).ToHaveCountAsync(0);
        });
    }
}
