using Workshop.ClusterPage.Tests.Login;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>The kit itself: what goes wrong in a page fails its test.</summary>
[Collection(BrowserTests.Name)]
public sealed class KitTests(BrowserFixture browser, ClusterPageFixture fixture) : IClassFixture<ClusterPageFixture>
{
    [SkippableTheory]
    [InlineData("console.error('something broke')", "something broke")]
    [InlineData("setTimeout(() => { throw new Error('thrown later'); })", "thrown later")]
    [InlineData("fetch('http://elsewhere.example/pixel').catch(() => { })", "elsewhere.example")]
    [InlineData("fetch('/no-such-file.js')", "404")]
    public async Task What_goes_wrong_in_the_browser_fails_the_test(string script, string expected)
    {
        await Start();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => browser.Visit(fixture.ClusterPage, "/cluster", async page =>
        {
            await page.Page.EvaluateAsync($"() => {{ {script}; }}");
            await Eventually.Is(() => page.Faults.Count > 0, "the fault is noted", TimeSpan.FromSeconds(15), CancellationToken.None);
        }));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_page_that_cannot_be_read_fails_the_scan()
    {
        await Start();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => browser.Visit(fixture.ClusterPage, "/cluster", async page =>
        {
            await page.Page.EvaluateAsync("() => { document.querySelector('h1').style.color = '#c4c4c4'; }");
            await page.AssertAccessible();
        }));

        Assert.Contains("color-contrast", failure.Message, StringComparison.Ordinal);
    }

    // Skips before anything is expected to fail.
    private Task Start() => browser.Visit(fixture.ClusterPage, null, page => page.Page.GotoAsync("about:blank"));
}
