using System.Net;

namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>The cluster page as a process of its own, started from its build's folder as the embedded engine starts it, with a loopback address of its own.</summary>
public sealed class RunningClusterPage : IAsyncDisposable
{
    /// <value>Opens it for operators.</value>
    public const string Token = "operator-0123456789abcdef";

    /// <value>Opens it for readers.</value>
    public const string ReadOnlyToken = "reader-0123456789abcdef";

    private const int Port = 18880;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningClusterPage(TestProcess process, IPAddress address)
    {
        Process = process;
        Address = new Uri($"http://{address}:{Port}");
    }

    public TestProcess Process { get; }

    /// <value>Of its pages.</value>
    public Uri Address { get; }

    /// <summary>Starts one with both tokens and returns when it serves.</summary>
    /// <param name="settings">Beside those, such as <c>("Workshop__Kubeconfig", path)</c>: environment variables.</param>
    public static async Task<RunningClusterPage> Start(params (string Name, string Value)[] settings)
    {
        var running = Launch(settings);
        try
        {
            await running.Process.HasWritten("The cluster page is at", Patience);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one and waits for nothing.</summary>
    public static RunningClusterPage Launch(params (string Name, string Value)[] settings)
    {
        var address = LoopbackAddress.Next();
        (string, string)[] all =
        [
            ("Workshop__Http", $"{address}:{Port}"), ("Workshop__Health", $"{address}:{Port + 1}"),
            ("Workshop__Token", Token), ("Workshop__ReadOnlyToken", ReadOnlyToken), .. settings,
        ];
        return new RunningClusterPage(TestProcess.Start(Repository.ProgramOf("Embedded/ClusterPage"), [], CleanEnvironment.With(all)), address);
    }

    /// <summary>The address that logs in and then shows a page.</summary>
    public string LinkTo(string path, string token = Token) => $"{Address}login?t={token}&returnUrl={Uri.EscapeDataString(path)}";

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
