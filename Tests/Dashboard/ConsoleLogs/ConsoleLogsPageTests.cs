using Microsoft.Playwright;
using Workshop.Dashboard.Tests.Browser;

namespace Workshop.Dashboard.Tests.ConsoleLogs;

/// <summary>The page of console logs, on the running application.</summary>
[Collection(BrowserTests.Name)]
public sealed class ConsoleLogsPageTests(BrowserFixture browser, ApplicationFixture application)
{
    [SkippableFact]
    public async Task All_pods_of_a_workload_are_read_searched_paused_and_followed()
    {
        await browser.Visit(await application.Dashboard(), "/consolelogs?workload=deployment%2Fworkshop%2Fhello", async page =>
        {
            var log = page.Page.GetByRole(AriaRole.Log);
            await page.Page.WaitForFunctionAsync("() => new Set([...document.querySelectorAll('[role=log] .log-pod')].map(pod => pod.title)).size === 3");
            await Assertions.Expect(log.GetByText("serves http").First).ToBeVisibleAsync();
            await page.AssertAccessible();
            await page.AssertFits();
            await page.Screenshot("consolelogs");

            await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
            await Greet(40);
            await Assertions.Expect(page.Page.GetByText("new", new() { Exact = true })).ToBeVisibleAsync();
            await Assertions.Expect(log.GetByText("GET / HTTP")).ToHaveCountAsync(0);
            await page.Page.Keyboard.PressAsync("p");
            await Assertions.Expect(log.GetByText("GET / HTTP").Last).ToBeInViewportAsync();

            await page.Page.Keyboard.PressAsync("/");
            await page.Page.Keyboard.TypeAsync("GET /");
            await Assertions.Expect(log.Locator("mark").First).ToHaveTextAsync("GET /");
            await Assertions.Expect(log.GetByText("serves http")).ToHaveCountAsync(0);
            await page.Screenshot("consolelogs-search");

            var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());
            Assert.Equal("hello.log", download.SuggestedFilename);
            var lines = await File.ReadAllLinesAsync(await download.PathAsync());
            Assert.NotEmpty(lines);
            Assert.All(lines, line => Assert.Contains("GET /", line, StringComparison.Ordinal));
        });
    }

    [SkippableFact]
    public async Task A_pod_that_is_no_more_is_said_to_be_gone()
    {
        await browser.Visit(await application.Dashboard(), "/consolelogs/hello-gone?ns=workshop", async page =>
        {
            await Assertions.Expect(page.Page.GetByRole(AriaRole.Heading, new() { Name = "This pod is gone" })).ToBeVisibleAsync();
            await page.AssertAccessible();
        });
    }

    private async Task Greet(int times)
    {
        using var client = new HttpClient { BaseAddress = application.Workshop.Gateway };
        for (var i = 0; i < times; i++)
        {
            await client.GetStringAsync(new Uri("/", UriKind.Relative));
        }
    }
}
