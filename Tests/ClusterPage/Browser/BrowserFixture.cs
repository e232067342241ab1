using Microsoft.Playwright;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>One real Chromium for all tests of a collection; each visit has a profile of its own.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>
    /// Logs in by the link, opens a page and lets the test look at it. Fails with what the test says, and with every error of the console,
    /// every failed request and every request to another host that the page did not announce by <see cref="BrowserPage.Expect"/>.
    /// </summary>
    /// <param name="clusterPage">Where.</param>
    /// <param name="path">Such as <c>/resources</c>; null opens nothing and logs nobody in.</param>
    /// <param name="test">What to do there.</param>
    /// <param name="look">Default: light, 1280 pixels.</param>
    /// <param name="token">Default: the operator's.</param>
    public async Task Visit(RunningClusterPage clusterPage, string? path, Func<BrowserPage, Task> test, Look? look = null, string? token = null)
    {
        ArgumentNullException.ThrowIfNull(clusterPage);
        ArgumentNullException.ThrowIfNull(test);
        var browser = await Start();
        var seen = look ?? Look.Wide;
        await using var context = await browser.NewContextAsync(new()
        {
            BaseURL = clusterPage.Address.ToString(),
            ViewportSize = BrowserPage.SizeOf(seen),
            ColorScheme = seen.Scheme,
            TimezoneId = "Europe/Berlin",
            Locale = "en-GB",
        });
        var page = new BrowserPage(await context.NewPageAsync(), seen);
        try
        {
            if (path is not null)
            {
                await page.Open(clusterPage.LinkTo(path, token ?? RunningClusterPage.Token));
            }

            await test(page);
        }
        catch (Exception e) when (page.Faults.Count > 0)
        {
            throw new InvalidOperationException($"{e.Message}\nThe browser said: {string.Join("\n", page.Faults)}", e);
        }

        Assert.True(page.Faults.Count == 0, $"The browser said: {string.Join("\n", page.Faults)}");
    }

    // The tests of a collection run one after the other: nobody else starts it meanwhile.
    private async Task<IBrowser> Start()
    {
        if (_browser is null)
        {
            Chromium.Path();   // skips before anything is started
            _playwright = await Playwright.CreateAsync();
            _browser = await Chromium.Launch(_playwright);
        }

        return _browser;
    }
}
