using System.Globalization;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>Lines of text; on a terminal the last line is the live state, drawn over itself.</summary>
/// <param name="width">Columns of the terminal; null: not a terminal.</param>
internal sealed class RunScreen(TextWriter output, Func<int>? width) : IRunScreen
{
    private readonly Lock _lock = new();
    private string _live = "";
    private string _lastState = "";
    private bool _isUp;

    public void Say(string line) => Write(line);

    public void Ready(string what, string detail, TimeSpan after) => Write($"  {what,-12} Ready after {Seconds(after)}{(detail.Length == 0 ? "" : $"  {detail}")}");

    public void Trouble(string resource, string reason, IReadOnlyList<string> lastLines) => Write(
        [$"  {resource,-12} does not start: {reason}.{(lastLines.Count == 0 ? " It wrote nothing." : " Its last lines:")}", .. lastLines.Select(line => $"    | {line}")]);

    public void Summary(RunAddresses addresses, string stateFolder, TimeSpan after)
    {
        List<string> lines = ["", addresses.Gateway is null && addresses.GatewayHttps is null ? $"The cluster is Ready after {Seconds(after)}." : $"Everything is Ready after {Seconds(after)}.", ""];
        Add(lines, "Gateway", addresses.Gateway);
        Add(lines, addresses.Gateway is null ? "Gateway" : "", addresses.GatewayHttps);
        Add(lines, "Dashboard", addresses.DashboardLogin);
        Add(lines, "Cluster page", addresses.ClusterPage);
        Add(lines, "API", addresses.Api);
        lines.Add($"  {"kubeconfig",-12} {addresses.Kubeconfig}");
        if (addresses is { HasLogin: true, Gateway: { } gateway })
        {
            lines.Add($"  {"Log in",-12} curl -u user:password {new Uri(gateway, "login")}");
        }

        lines.Add($"  {"kubectl",-12} kubectl --kubeconfig '{addresses.Kubeconfig}' --context workshop get all");
        lines.Add($"  {"State",-12} {stateFolder}");
        lines.Add($"  {"Stop",-12} Ctrl+C");
        lines.Add("");
        Write([.. lines]);
        lock (_lock)
        {
            _isUp = true;
        }
    }

    public void State(IReadOnlyList<ReplicaCount> services)
    {
        var state = string.Join("   ", services);
        lock (_lock)
        {
            if (state == _lastState || state.Length == 0)
            {
                return;
            }

            _lastState = state;
            if (width is not null)
            {
                Erase_NeedsLock();
                _live = Fit(state, width());
                output.Write(_live);
                output.Flush();
            }
            else if (_isUp)
            {
                output.WriteLine(state);
                output.Flush();
            }
        }
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 's'", CultureInfo.InvariantCulture);

    private static string Fit(string text, int columns) => columns < 2 || text.Length < columns ? text : text[..(columns - 1)];

    private static void Add(List<string> lines, string label, Uri? address)
    {
        if (address is not null)
        {
            lines.Add($"  {label,-12} {address.ToString().TrimEnd('/')}");
        }
    }

    private void Write(params string[] lines)
    {
        lock (_lock)
        {
            Erase_NeedsLock();
            foreach (var line in lines)
            {
                output.WriteLine(line);
            }

            output.Write(_live);
            output.Flush();
        }
    }

    // Blanks and carriage returns only: every terminal knows them.
    private void Erase_NeedsLock()
    {
        if (_live.Length > 0)
        {
            output.Write($"\r{new string(' ', _live.Length)}\r");
        }
    }
}
