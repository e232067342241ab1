using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Actions;

/// <summary>
/// What a person may do to the cluster from a page: calls of the Kubernetes API, nothing else, so that they work on any cluster. Scoped to the person: one
/// who may only read is refused here, whatever the page shows. A refusal of the API is an outcome with words, not an exception.
/// </summary>
internal interface IClusterActions
{
    /// <summary>Whether this person may act at all; pages show no action to others.</summary>
    Task<bool> MayActAsync();

    /// <param name="uid">Of the pod that the person saw: one that has taken its name since is not deleted. Null: any.</param>
    Task<ActionOutcome> DeletePodAsync(ObjectName pod, string? uid, CancellationToken ct);

    /// <summary>Replaces all pods of a Deployment, one after another, as <c>kubectl rollout restart</c> does.</summary>
    Task<ActionOutcome> RestartAsync(ObjectName deployment, CancellationToken ct);

    Task<ActionOutcome> ScaleAsync(ObjectName deployment, int replicas, CancellationToken ct);

    Task<ActionOutcome> SetImageAsync(ObjectName deployment, string container, string image, CancellationToken ct);

    /// <summary>Switches a node of the embedded cluster off or on; elsewhere cordons and drains it, or uncordons it.</summary>
    Task<ActionOutcome> SwitchNodeAsync(string node, bool on, CancellationToken ct);

    /// <summary>Has a lab pod answer its probe the other way, through the API's proxy to the pod.</summary>
    Task<ActionOutcome> FlipProbeAsync(ObjectName pod, ProbeKind probe, CancellationToken ct);
}
