using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>A page in the browser, and everything that went wrong in it.</summary>
public sealed class BrowserPage
{
    // Milliseconds, as Playwright counts.
    private const float ClickPatience = 5_000;

    private readonly ConcurrentQueue<string> _faults = new();
    private readonly ConcurrentBag<string> _expected = [];
    private readonly Look _look;

    internal BrowserPage(IPage page, Look look)
    {
        (Page, _look) = (page, look);
        page.SetDefaultTimeout(Chromium.Patience);
        page.Console += (_, message) => Note(message.Type is "error" ? $"console: {message.Text}" : null);
        page.PageError += (_, error) => Note($"script: {error}");
        page.Request += (_, request) => Note(IsOutside(request.Url) ? $"request to another host: {request.Url}" : null);

        // A navigation breaks off what is under way: that is no failure.
        page.RequestFailed += (_, request) => Note(request.Failure is null or "net::ERR_ABORTED" ? null : $"request: {request.Url} {request.Failure}");
    }

    public IPage Page { get; }

    /// <value>What went wrong and was not expected.</value>
    public IReadOnlyList<string> Faults => [.. _faults.Where(fault => !_expected.Any(part => fault.Contains(part, StringComparison.Ordinal)))];

    /// <summary>Says that a fault is meant to happen in this test.</summary>
    /// <param name="part">Part of its text, such as <c>status of 401</c>.</param>
    public void Expect(string part) => _expected.Add(part);

    /// <summary>Opens an address and waits until the page is live: its title is there, and buttons work.</summary>
    public async Task Open(string address)
    {
        await Page.GotoAsync(address);
        await IsLive();
    }

    /// <summary>Waits until the page is drawn by its circuit.</summary>
    public Task IsLive() => Page.Locator("main h1").First.WaitForAsync();

    /// <summary>Opens the details of one thing of the picture, such as <c>Deployment hello</c>. A click on what is drawn anew at that moment is lost: then it is clicked again.</summary>
    public Task OpenDetails(string what)
    {
        var details = Page.GetByRole(AriaRole.Complementary, new() { Name = "Details" });
        return Eventually.Is(
            async () =>
            {
                if (!await details.IsVisibleAsync())
                {
                    await Page.GetByRole(AriaRole.Button, new() { Name = $"{what}: details and actions" }).ClickAsync();
                    await details.WaitForAsync(new() { Timeout = ClickPatience });
                }

                return true;
            },
            $"the details of {what} are open",
            TimeSpan.FromMilliseconds(2 * Chromium.Patience),
            CancellationToken.None);
    }

    /// <summary>Scans the page with axe, light and dark; any violation fails.</summary>
    public async Task AssertAccessible()
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            var result = await Page.RunAxe();
            Assert.True(result.Violations.Length == 0, string.Join("\n", result.Violations.SelectMany(rule => rule.Nodes.Select(node => Describe(scheme, rule, node)))));
        }

        await Page.EmulateMediaAsync(new() { ColorScheme = _look.Scheme, ReducedMotion = ReducedMotion.NoPreference });
    }

    /// <summary>Takes the page in both schemes and both widths into <c>artifacts/screenshots/{light,dark}/NAME-{1280,400}.png</c>, for people to look at.</summary>
    public async Task Screenshot(string name)
    {
        foreach (var look in Look.All)
        {
            await Use(look);
            var path = Repository.PathOf("artifacts", "screenshots", look.SchemeName, $"{name}-{look.Width}.png");
            await Page.ScreenshotAsync(new() { Path = path, Animations = ScreenshotAnimations.Disabled });
        }

        await Use(_look);
    }

    /// <summary>Nothing sticks out: the page itself cannot be moved sideways.</summary>
    public async Task AssertFits()
    {
        var excess = await Page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth - innerWidth, document.querySelector('main').scrollWidth - document.querySelector('main').clientWidth)");
        Assert.True(excess <= 0, $"At {Page.ViewportSize?.Width} pixels the page is {excess} pixels too wide.");
    }

    public async Task Use(Look look)
    {
        ArgumentNullException.ThrowIfNull(look);
        await Page.EmulateMediaAsync(new() { ColorScheme = look.Scheme });
        var size = SizeOf(look);
        await Page.SetViewportSizeAsync(size.Width, size.Height);

        // Two frames: by then a narrower page has been laid out and drawn.
        await Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    internal static ViewportSize SizeOf(Look look) => new() { Width = look.Width, Height = 800 };

    private static string Describe(ColorScheme scheme, AxeResultItem rule, AxeResultNode node) =>
        $"{scheme}: {rule.Id} ({rule.Impact}) {rule.Help}\n  {node.Html}\n  {string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))}";

    private void Note(string? fault)
    {
        if (fault is not null)
        {
            _faults.Enqueue(fault);
        }
    }

    private static bool IsOutside(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "ws" or "wss" && !uri!.IsLoopback;
}
