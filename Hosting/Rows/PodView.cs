using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Cluster.Api.Tables;

namespace Workshop.Hosting.Rows;

/// <summary>What a pod's row shows. Two that are equal need no second telling.</summary>
internal sealed record PodView(
    string Name,
    string Uid,
    string Parent,
    string State,
    string Style,
    string Ready,
    int Restarts,
    string Image,
    string Node,
    string Address,
    DateTime? Created,
    DateTime? Started,
    string? Traces)
{
    /// <param name="parent">The id of the row above it.</param>
    /// <param name="dashboard">Aspire's dashboard; null without one.</param>
    public static PodView Of(V1Pod pod, string parent, Uri? dashboard)
    {
        var summary = PodSummaryText.Of(pod);
        var state = PodWords.StateOf(pod);
        return new(
            pod.Metadata.Name,
            pod.Metadata.Uid,
            parent,
            state.Text,
            state.Style ?? "",
            PodWords.ReadyOf(summary),
            summary.Restarts,
            string.Join(", ", pod.Spec.Containers.Select(container => container.Image)),
            pod.Spec.NodeName ?? "",
            pod.Status?.PodIP ?? "",
            pod.Metadata.CreationTimestamp,
            pod.Status?.StartTime,
            dashboard is not null && PodTelemetry.ServiceOf(pod) is { } service ? PodTelemetry.TracesOf(dashboard, service, pod.Metadata.Name) : null);
    }

    public CustomResourceSnapshot Show(CustomResourceSnapshot before, string parentName) => before with
    {
        ResourceType = V1Pod.KubeKind,
        IsHidden = false,
        State = new(State, Style),
        CreationTimeStamp = Created,
        StartTimeStamp = Started,
        StopTimeStamp = null,
        IconName = "Cube",
        Properties =
        [
            new(CustomResourceKnownProperties.Source, Image),
            new(RowSnapshots.ParentProperty, Parent),
            new("kubernetes.node", Node) { DisplayName = "Node", IsHighlighted = true },
            new("kubernetes.podIP", Address) { DisplayName = "IP", IsHighlighted = true },
            new("kubernetes.ready", Ready) { DisplayName = "Ready", IsHighlighted = true },
            new("kubernetes.restarts", Restarts.ToString(System.Globalization.CultureInfo.InvariantCulture)) { DisplayName = "Restarts", IsHighlighted = true },
            new("kubernetes.uid", Uid) { DisplayName = "UID" },
        ],
        Relationships = [new(parentName, "Parent")],
        Urls = Traces is null ? [] : [new UrlSnapshot("traces", Traces, IsInternal: false) { DisplayProperties = new("Traces") }],
    };
}
