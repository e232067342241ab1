using System.Collections.Immutable;
using k8s.Models;

namespace Workshop.ClusterPage.Watching;

public sealed record NodeState : WatchedObject
{
    private const string EmbeddedProvider = "workshop://";
    private const string PowerAnnotation = "workshop.dev/power";

    public NodeState(V1Node node) : base(node)
    {
        IsEmbedded = node.Spec?.ProviderID?.StartsWith(EmbeddedProvider, StringComparison.Ordinal) ?? false;
        IsUnschedulable = node.Spec?.Unschedulable ?? false;
        Taints = [.. (node.Spec?.Taints ?? []).Select(taint => $"{taint.Key}{(string.IsNullOrEmpty(taint.Value) ? "" : "=" + taint.Value)}:{taint.Effect}")];
        Conditions = [.. (node.Status?.Conditions ?? []).Select(c => ConditionState.From(c.Type, c.Status, c.Reason, c.Message))];
        Address = node.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP")?.Address ?? "";
        KubeletVersion = node.Status?.NodeInfo?.KubeletVersion ?? "";
        PodCapacity = node.Status?.Allocatable?.TryGetValue("pods", out var pods) == true ? pods.ToInt32() : null;
    }

    /// <value>Of the embedded cluster: it can be switched off as a whole.</value>
    public bool IsEmbedded { get; init; }

    /// <value>Somebody has switched it off; only nodes of the embedded cluster have a switch.</value>
    public bool IsSwitchedOff => IsEmbedded && string.Equals(Annotations.GetValueOrDefault(PowerAnnotation), "off", StringComparison.OrdinalIgnoreCase);

    /// <value>Cordoned: pods stay, new ones go elsewhere.</value>
    public bool IsUnschedulable { get; init; }

    /// <value>As kubectl writes them: <c>key=value:Effect</c>.</value>
    public ImmutableArray<string> Taints { get; init; }

    public ImmutableArray<ConditionState> Conditions { get; init; }

    public string Address { get; init; }

    public string KubeletVersion { get; init; }

    public int? PodCapacity { get; init; }

    public bool IsReady => Ready?.IsTrue == true;

    public ConditionState? Ready => Conditions.FirstOrDefault(condition => condition.Type == "Ready");
}
