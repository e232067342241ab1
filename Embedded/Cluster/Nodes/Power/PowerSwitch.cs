using k8s.Models;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops;
using WatchEventType = Workshop.Cluster.Registry.WatchEventType;

namespace Workshop.Cluster.Nodes.Power;

/// <summary>Follows the switches of nodes, and says which are off. One node is switched after another, in the order in which somebody asked.</summary>
/// <param name="turnOff">Returns when nothing runs on the node any more.</param>
internal sealed partial class PowerSwitch(Func<string, Task> turnOff, Action<string> turnOn, ILogger logger) : IAsyncDisposable
{
    // A node waits here at most once for being switched off and once for being switched on.
    private readonly LatestQueue<(string Node, bool IsOff), (string Node, bool IsOff)> _asked = new(asked => asked);
    private readonly Dictionary<string, bool> _told = [];
    private readonly HashSet<string> _off = [];
    private readonly Lock _lock = new();
    private IDisposable? _subscription;
    private Task _switching = Task.CompletedTask;

    public bool IsOff(string node)
    {
        lock (_lock)
        {
            return _off.Contains(node);
        }
    }

    /// <param name="nodes">As they are now: those that are off stay off.</param>
    public void Start(IEnumerable<V1Node> nodes, Informer<V1Node> changes)
    {
        foreach (var node in nodes.Where(NodePower.IsOff))
        {
            _told[node.Metadata.Name] = true;
            _off.Add(node.Metadata.Name);
        }

        _switching = Task.Run(SwitchAsync);
        _subscription = changes.Subscribe(OnNode);
    }

    public async ValueTask DisposeAsync()
    {
        _subscription?.Dispose();
        _asked.Complete();
        await _switching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void OnNode(InformerEvent<V1Node> change)
    {
        var isOff = change.Type != WatchEventType.Deleted && NodePower.IsOff(change.Object);
        if (_told.GetValueOrDefault(change.Key.Name) != isOff)
        {
            _told[change.Key.Name] = isOff;
            _asked.Add((change.Key.Name, isOff));
        }
    }

    private async Task SwitchAsync()
    {
        while (await _asked.WaitAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_asked.TryTake(out var asked))
            {
                await TrySwitchAsync(asked.Node, asked.IsOff).ConfigureAwait(false);
            }
        }
    }

    private async Task TrySwitchAsync(string node, bool isOff)
    {
        try
        {
            await SwitchAsync(node, isOff).ConfigureAwait(false);
            LogSwitched(node, isOff ? "off" : "on");
        }
        catch (Exception e)
        {
            LogFailed(e, node, isOff ? "off" : "on");
        }
    }

    private async Task SwitchAsync(string node, bool isOff)
    {
        lock (_lock)
        {
            // Off at once: nothing new may start on it while the rest is being ended. On likewise: what comes up may run.
            _ = isOff ? _off.Add(node) : _off.Remove(node);
        }

        if (isOff)
        {
            await turnOff(node).ConfigureAwait(false);
        }
        else
        {
            turnOn(node);
        }
    }

    [LoggerMessage(EventId = 3422, Level = LogLevel.Information, Message = "Node {Node} is switched {Position}")]
    private partial void LogSwitched(string node, string position);

    [LoggerMessage(EventId = 3423, Level = LogLevel.Error, Message = "Node {Node} could not be switched {Position}")]
    private partial void LogFailed(Exception e, string node, string position);
}
