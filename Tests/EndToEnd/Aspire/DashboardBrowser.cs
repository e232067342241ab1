using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Workshop.ClusterPage.Tests.Browser;

namespace Workshop.EndToEnd.Aspire;

/// <summary>The pages of the shared application in a real Chromium: Aspire's dashboard, let in by the link that the terminal shows, and the cluster page.</summary>
public sealed partial class DashboardBrowser : IAsyncLifetime
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

    /// <summary>Opens a page, lets the test look at it, and leaves a picture of its end in <c>artifacts/screenshots/aspire</c>.</summary>
    internal Task Visit(RunningWorkshop workshop, string path, string picture, Func<IPage, Task> look) => Visit(LoginPattern().Match(workshop.Process.Output).Groups[1].Value, path, picture, look);

    /// <summary>The same for the cluster page, let in by its own link.</summary>
    internal Task VisitClusterPage(RunningWorkshop workshop, string path, string picture, Func<IPage, Task> look) =>
        Visit(JsonNode.Parse(File.ReadAllText(Path.Combine(workshop.StateFolder, "cluster-page.json")))!["login"]!.GetValue<string>(), path, picture, look);

    private async Task Visit(string login, string path, string picture, Func<IPage, Task> look)
    {
        var browser = await Start();
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1500, Height = 1000 }, Locale = "en-GB" });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        await page.GotoAsync($"{login}&returnUrl={Uri.EscapeDataString(path)}");
        try
        {
            await look(page);
        }
        finally
        {
            await page.ScreenshotAsync(new() { Path = Repository.PathOf("artifacts", "screenshots", "aspire", $"{picture}.png") });
        }
    }

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

    [System.Text.RegularExpressions.GeneratedRegex(@"Dashboard\s+(http://\S+/login\?t=\S+)")]
    private static partial System.Text.RegularExpressions.Regex LoginPattern();
}
