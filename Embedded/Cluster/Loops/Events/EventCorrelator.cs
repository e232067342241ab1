using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Events;

/// <summary>
/// Decides which Event a note becomes, as Kubernetes' own recorder does: equal notes raise a count; from the tenth similar one on
/// (same object and reason, other message) within ten minutes they share one Event; a source that reports too much is cut short.
/// </summary>
internal sealed class EventCorrelator
{
    private const int SimilarLimit = 10;
    private const int Burst = 25;
    private const int MemoryLimit = 4096;
    private const string CombinedPrefix = "(combined from similar events): ";

    private static readonly TimeSpan SimilarInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Refill = TimeSpan.FromMinutes(5);

    private readonly Memory<Told> _told = new(MemoryLimit);
    private readonly Memory<Similar> _similar = new(MemoryLimit);
    private readonly Memory<Allowance> _allowances = new(MemoryLimit);
    private long _lastName;

    /// <returns>The Event as it is to be: with count 1 a new one, else the next version of a present one. Null: the source has used up its allowance.</returns>
    public Corev1Event? Correlate(EventNote note)
    {
        if (!IsAllowed(note))
        {
            return null;
        }

        var isCombined = AreManySimilar(note);
        var key = isCombined ? note.Group : note.Identity;
        var told = _told.Find(key) is { } before
            ? before with { Count = before.Count + 1 }
            : new Told($"{note.About.Name}.{NextName(note.At)}", 1, note.At);
        _told.Keep(key, told);
        return New(note, told, isCombined ? CombinedPrefix + note.Message : note.Message);
    }

    private static Corev1Event New(EventNote note, Told told, string message)
    {
        var item = About(note, told, message);
        if (note.Action is { } action)
        {
            item.Action = action;
            item.EventTime = told.FirstAt;
            item.Series = told.Count == 1 ? null : new Corev1EventSeries { Count = told.Count, LastObservedTime = note.At };
            item.ReportingInstance = $"{note.Component}-{Environment.MachineName}";
            return item;
        }

        item.Count = told.Count;
        (item.FirstTimestamp, item.LastTimestamp) = (told.FirstAt, note.At);
        item.Source = new V1EventSource { Component = note.Component, Host = note.Host };
        return item;
    }

    private static Corev1Event About(EventNote note, Told told, string message) => new()
    {
        ApiVersion = "v1",
        Kind = "Event",
        Metadata = new V1ObjectMeta
        {
            Name = told.Name,
            NamespaceProperty = string.IsNullOrEmpty(note.About.NamespaceProperty) ? "default" : note.About.NamespaceProperty,
        },
        InvolvedObject = note.About,
        Type = note.Type,
        Reason = note.Reason,
        Message = message,
        ReportingComponent = note.Component,
        ReportingInstance = note.Host ?? "",
    };

    /// <summary>A source may tell 25 events of an object at once, and one more every five minutes.</summary>
    private bool IsAllowed(EventNote note)
    {
        var allowance = _allowances.Find(note.Source) ?? new Allowance(Burst, note.At);
        var left = Math.Min(allowance.Left + ((note.At - allowance.At) / Refill), Burst);
        _allowances.Keep(note.Source, new Allowance(left >= 1 ? left - 1 : left, note.At));
        return left >= 1;
    }

    private bool AreManySimilar(EventNote note)
    {
        var similar = _similar.Find(note.Group);
        if (similar is null || note.At - similar.LastAt > SimilarInterval)
        {
            similar = new Similar([], note.At);
        }

        similar.Messages.Add(note.Message);
        var isMany = similar.Messages.Count >= SimilarLimit;
        if (isMany)
        {
            similar.Messages.Remove(similar.Messages.First());
        }

        _similar.Keep(note.Group, similar with { LastAt = note.At });
        return isMany;
    }

    /// <summary>Sixteen hexadecimal digits, from the time, and never the same twice.</summary>
    private string NextName(DateTime at)
    {
        _lastName = Math.Max(_lastName + 1, (at - DateTime.UnixEpoch).Ticks * 100);
        return _lastName.ToString("x16", CultureInfo.InvariantCulture);
    }

    private sealed record Told(string Name, int Count, DateTime FirstAt);

    private sealed record Similar(HashSet<string> Messages, DateTime LastAt);

    private sealed record Allowance(double Left, DateTime At);

    /// <summary>Forgets what was used longest ago when it is full.</summary>
    private sealed class Memory<T>(int limit)
        where T : class
    {
        private readonly Dictionary<string, LinkedListNode<(string Key, T Value)>> _byKey = [];
        private readonly LinkedList<(string Key, T Value)> _byUse = new();

        public T? Find(string key) => _byKey.TryGetValue(key, out var node) ? node.Value.Value : null;

        public void Keep(string key, T value)
        {
            if (_byKey.Remove(key, out var old))
            {
                _byUse.Remove(old);
            }

            _byKey[key] = _byUse.AddLast((key, value));
            if (_byKey.Count > limit)
            {
                _byKey.Remove(_byUse.First!.Value.Key);
                _byUse.RemoveFirst();
            }
        }
    }
}
