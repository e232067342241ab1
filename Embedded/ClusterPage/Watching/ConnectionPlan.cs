namespace Workshop.ClusterPage.Watching;

/// <summary>Sums up how the watches are: one sentence for the top of a page.</summary>
internal static class ConnectionPlan
{
    public static ClusterConnection For(string server, IReadOnlyDictionary<WatchedKind, KindState> kinds)
    {
        var (phase, telling) = Judge(kinds);
        return new ClusterConnection(phase, server, telling?.Problem ?? "", telling?.WhatToDo ?? "");
    }

    private static (ConnectionPhase Phase, KindState? Telling) Judge(IReadOnlyDictionary<WatchedKind, KindState> kinds)
    {
        KindState? First(KindPhase phase) => kinds.OrderBy(pair => pair.Key).Select(pair => pair.Value).FirstOrDefault(state => state.Phase == phase);

        if (First(KindPhase.NotConfigured) is { } nothing)
        {
            return (ConnectionPhase.NotConfigured, nothing);
        }

        // A kind that cannot be read is told above the drawing; only a cluster of which nothing is heard is lost.
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
