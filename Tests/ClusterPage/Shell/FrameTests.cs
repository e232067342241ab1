using Microsoft.Playwright;
using Workshop.ClusterPage.Tests.Browser;
using Workshop.ClusterPage.Tests.Login;

namespace Workshop.ClusterPage.Tests.Shell;

[Collection(BrowserTests.Name)]
public sealed class FrameTests(BrowserFixture browser, ClusterPageFixture fixture) : IClassFixture<ClusterPageFixture>
{
    [SkippableTheory]
    [InlineData("/cluster", "Cluster")]
    [InlineData("/no-such-page", "Not found")]
    public async Task Without_a_cluster_every_page_says_what_to_do(string path, string title)
    {
        await browser.Visit(fixture.ClusterPage, path, async page =>
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
