using Microsoft.Playwright;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>The Chromium of this machine; nothing is downloaded.</summary>
internal static class Chromium
{
    // Nothing but loopback resolves: what asks for another host fails, and is seen to.
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.* , EXCLUDE localhost",
    ];

    /// <summary>Its path, from CHROMIUM or where distributions put it. A test is skipped where there is none, and fails where CI is true.</summary>
    public static string Path()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given)
        {
            Assert.True(File.Exists(given), $"CHROMIUM names '{given}', which is not there.");
            return given;
        }

        return File.Exists("/usr/bin/chromium") ? "/usr/bin/chromium" : RequiredTool.Named("chromium");
    }

    /// <value>How long a page may take to show what is waited for, in milliseconds: a busy machine is no fault of the page.</value>
    public const float Patience = 30_000;

    public static Task<IBrowser> Launch(IPlaywright playwright)
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        return playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path(), Headless = true, Args = Flags, ChromiumSandbox = false });
    }
}
