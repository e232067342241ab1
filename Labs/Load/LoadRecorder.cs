using System.Text.Json;

namespace Workshop.Labs.Load;

/// <summary>Counts answers as they come; many may come at once.</summary>
internal sealed class LoadRecorder
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byVersion = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byPod = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly List<double> _milliseconds = [];
    private readonly SortedDictionary<int, (Dictionary<string, int> ByVersion, int Failed)> _seconds = [];
    private int _failed;

    /// <param name="version">From the header <c>Workshop-Version</c> or the body; empty where neither says it.</param>
    public void Succeeded(TimeSpan at, TimeSpan took, string version, string pod)
    {
        lock (_lock)
        {
            var name = version.Length > 0 ? version : "answered";
            _byVersion[name] = _byVersion.GetValueOrDefault(name) + 1;
            if (pod.Length > 0)
            {
                _byPod[pod] = _byPod.GetValueOrDefault(pod) + 1;
            }

            _milliseconds.Add(took.TotalMilliseconds);
            var second = Second_NeedsLock(at);
            second.ByVersion[name] = second.ByVersion.GetValueOrDefault(name) + 1;
        }
    }

    public void Failed(TimeSpan at, string reason)
    {
        lock (_lock)
        {
            _failed++;
            _failures[reason] = _failures.GetValueOrDefault(reason) + 1;
            var (byVersion, failed) = Second_NeedsLock(at);
            _seconds[(int)at.TotalSeconds] = (byVersion, failed + 1);
        }
    }

    /// <summary>All of it so far.</summary>
    public LoadReport Report(string target, DateTimeOffset startedAt, DateTimeOffset endedAt, int perSecond, int intended, int sent)
    {
        lock (_lock)
        {
            var sorted = _milliseconds.Order().ToList();
            return new LoadReport(
                target, startedAt, endedAt, perSecond, intended, sent, _failed, Sorted(_byVersion), Sorted(_byPod), Sorted(_failures),
                new LoadLatency(At(sorted, 0.5), At(sorted, 0.95), sorted.Count > 0 ? Math.Round(sorted[^1], 1) : 0),
                [.. _seconds.Select(second => new LoadSecond(second.Key, Sorted(second.Value.ByVersion), second.Value.Failed))]);
        }
    }

    /// <summary>The version that an answer's body names, as <c>/version</c> does.</summary>
    public static string VersionIn(string body)
    {
        if (!body.Contains("\"version\"", StringComparison.Ordinal))
        {
            return string.Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("version", out var version) ? version.ToString() : string.Empty;
        }
        catch (JsonException)
        {
            return string.Empty;
        }
    }

    private (Dictionary<string, int> ByVersion, int Failed) Second_NeedsLock(TimeSpan at)
    {
        var key = (int)at.TotalSeconds;
        if (!_seconds.TryGetValue(key, out var second))
        {
            _seconds[key] = second = (new Dictionary<string, int>(StringComparer.Ordinal), 0);
        }

        return second;
    }

    private static SortedDictionary<string, int> Sorted(Dictionary<string, int> counts) => new(counts, StringComparer.Ordinal);

    private static double At(List<double> sorted, double part) => sorted.Count == 0 ? 0 : Math.Round(sorted[(int)Math.Min(sorted.Count - 1, part * sorted.Count)], 1);
}
