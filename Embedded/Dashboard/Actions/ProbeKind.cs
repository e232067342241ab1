namespace Workshop.Dashboard.Actions;

internal enum ProbeKind
{
    Readiness,
    Liveness,
}
