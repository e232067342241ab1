using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Workshop.Benchmarks;

/// <summary>An AppHost that runs, as users build it (Debug), and all of its processes, found by its state folder in their environment.</summary>
internal sealed class MeasuredRun : IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(30);

    // Of /proc/ID/stat, on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    private readonly TemporaryFolder _folder = new();
    private readonly long _startedAt;
    private readonly TestProcess _process;
    private readonly HttpClient _http = new();

    /// <param name="root">The working copy.</param>
    public MeasuredRun(string root, IEnumerable<string> arguments)
    {
        _startedAt = Stopwatch.GetTimestamp();
        _process = TestProcess.Start(
            Path.Combine(root, "AppHost", "bin", "Debug", "net10.0", "Workshop.AppHost"), ["--ports", "auto", .. arguments], CleanEnvironment.With(("WORKSHOP_STATE", State)), root);
    }

    public string Kubeconfig => Path.Combine(State, "kubeconfig");

    private string State => _folder.PathOf("state");

    /// <returns>Seconds since the program was started.</returns>
    public Task<double> UntilTheGatewayAnswers(TimeSpan limit)
    {
        Uri? gateway = null;
        return Until(async () => (gateway ??= Gateway()) is { } address && await Answers(address), "the gateway answers", limit);
    }

    /// <returns>Seconds since the program was started.</returns>
    public async Task<double> Until(Func<Task<bool>> condition, string what, TimeSpan limit)
    {
        await Eventually.Is(
            async () => !_process.HasExited ? await condition() : throw new InvalidOperationException($"The AppHost has ended:\n{_process.All}"),
            what,
            limit,
            CancellationToken.None);
        return Stopwatch.GetElapsedTime(_startedAt).TotalSeconds;
    }

    public double ProcessorSeconds() => Processes().Sum(process =>
    {
        var fields = ProcessTable.ReadOrNothing($"/proc/{process.Id}/stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : [];
        return fields.Length > 12 ? (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond : 0;
    });

    /// <summary>Proportional set size of those whose command line is meant.</summary>
    public double MegabytesOf(Func<string, bool> which) => Processes().Where(process => which(process.Command)).Sum(process => MegabytesOf(process.Id));

    /// <summary>Proportional set size of one process; 0: it has ended.</summary>
    public static double MegabytesOf(int id) =>
        ProcessTable.ReadOrNothing($"/proc/{id}/smaps_rollup").Split('\n').FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1_000_000
            : 0;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Signal(Signals.Interrupt);
            await _process.Exit(EndLimit);
        }

        await _process.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    private Uri? Gateway() => ProcessTable.ReadOrNothing(Path.Combine(State, "endpoints.json")) is { Length: > 0 } text && JsonNode.Parse(text)?["gateway"]?.GetValue<string>() is { } address ? new Uri(address) : null;

    private async Task<bool> Answers(Uri gateway)
    {
        try
        {
            using var answer = await _http.GetAsync(gateway);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private IReadOnlyList<NamingProcess> Processes() => ProcessTable.Naming(_folder.Path);
}
