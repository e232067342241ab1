namespace Workshop.Dashboard.Watching;

/// <summary>Sums up how the watches are: one sentence for the top of a page.</summary>
internal static class ConnectionPlan
{
    public static ClusterConnection For(ClusterConnection before, string server, IReadOnlyDictionary<WatchedKind, KindState> kinds, DateTimeOffset now)
    {
        var (phase, telling) = Judge(kinds);
        var next = before with { Phase = phase, Server = server, Reason = telling?.Problem ?? "", WhatToDo = telling?.WhatToDo ?? "" };
        return phase == before.Phase ? next : next with { Since = now };
    }

    private static (ConnectionPhase Phase, KindState? Telling) Judge(IReadOnlyDictionary<WatchedKind, KindState> kinds)
    {
        KindState? First(KindPhase phase) => kinds.OrderBy(pair => pair.Key).Select(pair => pair.Value).FirstOrDefault(state => state.Phase == phase);

        if (First(KindPhase.NotConfigured) is { } nothing)
        {
            return (ConnectionPhase.NotConfigured, nothing);
        }

        // Events and endpoints that cannot be read are told where they are shown; only a cluster of which nothing is heard is lost.
        if (First(KindPhase.Live) is not null)
        {
            return (ConnectionPhase.Connected, null);
        }

        if (First(KindPhase.Failing) is { } failing)
        {
            return (ConnectionPhase.Lost, failing);
        }

        return First(KindPhase.Starting) is null ? (ConnectionPhase.Lost, First(KindPhase.Forbidden)) : (ConnectionPhase.Connecting, null);
    }
}
