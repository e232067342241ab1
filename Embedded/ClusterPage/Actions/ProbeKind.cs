namespace Workshop.ClusterPage.Actions;

public enum ProbeKind
{
    Readiness,
    Liveness,
}
