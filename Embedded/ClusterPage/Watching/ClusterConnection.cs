namespace Workshop.ClusterPage.Watching;

/// <summary>Whether the cluster is seen, and if not, why, and what a person can do.</summary>
/// <param name="Server">The API's address; empty when none is configured.</param>
/// <param name="Reason">One sentence; empty when connected.</param>
/// <param name="WhatToDo">One sentence; empty when nothing needs to be done.</param>
public sealed record ClusterConnection(ConnectionPhase Phase, string Server, string Reason, string WhatToDo)
{
    public bool IsConnected => Phase == ConnectionPhase.Connected;
}
