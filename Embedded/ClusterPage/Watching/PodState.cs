using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record PodState : WatchedObject
{
    public PodState(V1Pod pod) : base(pod)
    {
        NodeName = pod.Spec?.NodeName ?? "";
        Phase = pod.Status?.Phase ?? "Pending";
        Ip = pod.Status?.PodIP ?? "";
        Reason = pod.Status?.Reason ?? "";
        Message = pod.Status?.Message ?? "";
        Conditions = [.. (pod.Status?.Conditions ?? []).Select(c => ConditionState.From(c.Type, c.Status, c.Reason, c.Message))];
        Containers = ContainerState.AllOf(pod);
    }

    /// <value>Empty while no node has been chosen.</value>
    public string NodeName { get; init; }

    /// <value>Pending, Running, Succeeded, Failed or Unknown.</value>
    public string Phase { get; init; }

    public string Ip { get; init; }

    public string Reason { get; init; }

    public string Message { get; init; }

    public ImmutableArray<ConditionState> Conditions { get; init; }

    public ImmutableArray<ContainerState> Containers { get; init; }

    public bool IsReady => Condition("Ready")?.IsTrue == true;

    public bool HasEnded => Phase is "Succeeded" or "Failed";

    public int Restarts => Containers.Sum(container => container.Restarts);

    public ConditionState? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>The word that <c>kubectl get pods</c> prints under STATUS: the most telling reason, else the phase.</summary>
    public string Status => this switch
    {
        { IsTerminating: true } => "Terminating",
        { Reason.Length: > 0 } => Reason,
        _ => Containers.LastOrDefault(container => container.Phase != ContainerPhase.Running && container.Reason.Length > 0)?.Reason ?? Phase,
    };
}
