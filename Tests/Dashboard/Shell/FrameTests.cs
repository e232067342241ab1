using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;
using Workshop.Dashboard.Tests.Login;

namespace Workshop.Dashboard.Tests.Shell;

[Collection(BrowserTests.Name)]
public sealed class FrameTests(BrowserFixture browser, DashboardFixture fixture) : IClassFixture<DashboardFixture>
{
    [SkippableTheory]
    [InlineData("/resources", "Resources")]
    [InlineData("/consolelogs", "Console logs")]
    [InlineData("/structuredlogs", "Structured logs")]
    [InlineData("/traces", "Traces")]
    [InlineData("/metrics", "Metrics")]
    [InlineData("/cluster", "Cluster")]
    [InlineData("/no-such-page", "Not found")]
    public async Task Without_a_cluster_and_telemetry_every_page_says_what_to_do(string path, string title)
    {
        await browser.Visit(fixture.Dashboard, path, async page =>
        {
            page.Expect(path == "/no-such-page" ? "status of 404" : "nothing");
            await Assertions.Expect(page.Page.Locator("main h1")).ToHaveTextAsync(title);
            await Assertions.Expect(page.Page.Locator(".empty h2")).ToBeVisibleAsync();
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot($"empty{path.Replace('/', '-')}");
        });
    }
}
