namespace Workshop.Dashboard.Actions;

public enum ProbeKind
{
    Readiness,
    Liveness,
}
