using System.Net;

namespace Workshop.Dashboard.Tests.Browser;

/// <summary>The dashboard as a process of its own, started from its build's folder as the embedded engine starts it, with a loopback address of its own.</summary>
public sealed class RunningDashboard : IAsyncDisposable
{
    /// <value>Opens it for operators.</value>
    public const string Token = "operator-0123456789abcdef";

    /// <value>Opens it for readers.</value>
    public const string ReadOnlyToken = "reader-0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestProcess? _process;

    private RunningDashboard(Uri address)
    {
        (Address, OtlpGrpc, OtlpHttp, Health) = (address, address, address, address);
    }

    private RunningDashboard(TestProcess process, IPAddress address)
    {
        _process = process;
        Address = new Uri($"http://{address}:18888");
        OtlpGrpc = new Uri($"http://{address}:4317");
        OtlpHttp = new Uri($"http://{address}:4318");
        Health = new Uri($"http://{address}:18887");
    }

    public TestProcess Process => _process ?? throw new InvalidOperationException("This one belongs to somebody else's run.");

    /// <value>Of its pages.</value>
    public Uri Address { get; }

    public Uri OtlpGrpc { get; }

    public Uri OtlpHttp { get; }

    public Uri Health { get; }

    /// <summary>One that runs already, with the same tokens; whoever started it ends it.</summary>
    public static RunningDashboard At(Uri address) => new(address);

    /// <summary>Starts one with both tokens and returns when it serves.</summary>
    /// <param name="settings">Beside those, such as <c>("Workshop__Kubeconfig", path)</c>: environment variables.</param>
    public static async Task<RunningDashboard> Start(params (string Name, string Value)[] settings)
    {
        var running = Launch(settings);
        try
        {
            await running.Process.HasWritten("The dashboard is at", Patience);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one and waits for nothing.</summary>
    public static RunningDashboard Launch(params (string Name, string Value)[] settings)
    {
        var address = LoopbackAddress.Next();
        (string, string)[] all =
        [
            ("Workshop__Http", $"{address}:18888"), ("Workshop__Health", $"{address}:18887"), ("Workshop__Otlp__Grpc", $"{address}:4317"), ("Workshop__Otlp__Http", $"{address}:4318"),
            ("Workshop__Token", Token), ("Workshop__ReadOnlyToken", ReadOnlyToken), .. settings,
        ];
        return new RunningDashboard(TestProcess.Start(Repository.ProgramOf("Embedded/Dashboard"), [], CleanEnvironment.With(all)), address);
    }

    /// <summary>The address that logs in and then shows a page.</summary>
    public string LinkTo(string path, string token = Token) => $"{Address}login?t={token}&returnUrl={Uri.EscapeDataString(path)}";

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
