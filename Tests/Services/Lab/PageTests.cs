using System.Net;

namespace Workshop.Services.Tests.Lab;

/// <summary>The page in a real browser, through the gateway.</summary>
public class PageTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task A_browser_counts_the_answers_of_two_versions_under_the_pages_own_policy()
    {
        var chromium = RequiredTool.Named("chromium");
        using var names = new NamesFolder();
        await using var one = await StartHello("1.0.0", "hello-one");
        await using var two = await StartHello("2.0.0", "hello-two");
        names.Write("workshop", "hello", 80, new IPEndPoint(one.Address, 8080), new IPEndPoint(two.Address, 8080));
        await using var gateway = await RunningService.StartAsync("Gateway", [], ("WORKSHOP_NAMES", names.Own));
        using var profile = new TemporaryFolder();

        var page = await TestProcess.Run(
            chromium,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", $"--user-data-dir={profile.Path}", "--enable-logging=stderr", "--virtual-time-budget=10000", "--dump-dom",
                $"http://{gateway.Address}:8080/",
            ],
            Limit);

        var rows = page.Succeeded().Split("<tbody id=\"versions\">")[1].Split("</tbody>")[0];
        Assert.Contains("1.0.0", rows, StringComparison.Ordinal);
        Assert.Contains("2.0.0", rows, StringComparison.Ordinal);
        Assert.DoesNotContain("no answer", rows, StringComparison.Ordinal);
        Assert.All(["hello-one", "hello-two", "node-1"], text => Assert.Contains(text, page.Output.Split("<tbody id=\"pods\">")[1], StringComparison.Ordinal));
        Assert.DoesNotContain("CONSOLE", page.Error, StringComparison.Ordinal);
    }

    private static Task<RunningService> StartHello(string version, string pod) => RunningService.StartAsync(
        "Services/Hello", ["--secret=x"], ("Workshop__Version", version), ("HOSTNAME", pod), ("WORKSHOP_NODE", "node-1"));
}
