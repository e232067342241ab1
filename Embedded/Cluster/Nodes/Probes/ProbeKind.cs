namespace Workshop.Cluster.Nodes.Probes;

internal enum ProbeKind
{
    Startup,
    Readiness,
    Liveness,
}
