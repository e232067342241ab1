using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>What a row of the page is about: a Deployment, another owner of pods, a pod of its own, or a service that only its telemetry tells of.</summary>
internal readonly record struct WorkloadKey(string Kind, ObjectName Name)
{
    public const string Deployment = "Deployment";
    public const string Pod = "Pod";
    public const string Telemetry = "Telemetry";

    /// <value>For addresses: <c>deployment/workshop/hello</c>.</value>
    public string Text => $"{Kind.ToLowerInvariant()}/{Name}";

    public override string ToString() => $"{Kind} '{Name}'";
}
