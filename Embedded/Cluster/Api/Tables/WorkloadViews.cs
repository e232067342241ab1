using System.Globalization;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Kinds that keep a number of pods.</summary>
internal static class WorkloadViews
{
    /// <summary>What is wished of pods, as <see cref="Wishes"/> fills it.</summary>
    public static readonly TableColumn[] WishColumns = [Wide("Containers"), Wide("Images"), Wide("Selector")];

    public static TableView Deployment { get; } = TableView.Of<V1Deployment>(
        [ObjectName, new("Ready"), new("Up-to-date"), new("Available"), Age, .. WishColumns],
        (item, now) =>
        [
            item.Name(),
            string.Create(CultureInfo.InvariantCulture, $"{item.Status?.ReadyReplicas ?? 0}/{item.Spec.Replicas ?? 1}"),
            item.Status?.UpdatedReplicas ?? 0,
            item.Status?.AvailableReplicas ?? 0,
            HumanText.Age(item.CreationTimestamp(), now),
            .. Wishes(item.Spec.Template, HumanText.Selector(item.Spec.Selector)),
        ]);

    public static TableView ReplicaSet { get; } = TableView.Of<V1ReplicaSet>(
        [ObjectName, Integer("Desired"), Integer("Current"), Integer("Ready"), Age, .. WishColumns],
        (item, now) =>
        [
            item.Name(),
            item.Spec.Replicas ?? 1,
            item.Status?.Replicas ?? 0,
            item.Status?.ReadyReplicas ?? 0,
            HumanText.Age(item.CreationTimestamp(), now),
            .. Wishes(item.Spec.Template, HumanText.Selector(item.Spec.Selector)),
        ]);

    public static TableView ReplicationController { get; } = TableView.Of<V1ReplicationController>(
        [ObjectName, Integer("Desired"), Integer("Current"), Integer("Ready"), Age, .. WishColumns],
        (item, now) =>
        [
            item.Name(),
            item.Spec.Replicas ?? 1,
            item.Status?.Replicas ?? 0,
            item.Status?.ReadyReplicas ?? 0,
            HumanText.Age(item.CreationTimestamp(), now),
            .. Wishes(item.Spec.Template, HumanText.Labels(item.Spec.Selector)),
        ]);

    public static TableView PodTemplate { get; } = TableView.Of<V1PodTemplate>(
        [ObjectName, new("Containers"), new("Images"), new("Pod Labels")],
        (item, _) => [item.Name(), Containers(item.Template), Images(item.Template), HumanText.Labels(item.Template?.Metadata?.Labels)]);

    public static TableView DaemonSet { get; } = TableView.Of<V1DaemonSet>(
        [
            ObjectName, Integer("Desired"), Integer("Current"), Integer("Ready"), Integer("Up-to-date"), Integer("Available"), new("Node Selector"), Age, .. WishColumns,
        ],
        (item, now) =>
        [
            item.Name(),
            item.Status?.DesiredNumberScheduled ?? 0,
            item.Status?.CurrentNumberScheduled ?? 0,
            item.Status?.NumberReady ?? 0,
            item.Status?.UpdatedNumberScheduled ?? 0,
            item.Status?.NumberAvailable ?? 0,
            HumanText.Labels(item.Spec.Template.Spec.NodeSelector),
            HumanText.Age(item.CreationTimestamp(), now),
            .. Wishes(item.Spec.Template, HumanText.Selector(item.Spec.Selector)),
        ]);

    public static IReadOnlyList<TableColumn> ScaleColumns { get; } = [ObjectName, Integer("Desired"), Integer("Available"), Age];

    public static string Containers(V1PodTemplateSpec? template) => string.Join(',', (template?.Spec?.Containers ?? []).Select(container => container.Name));

    public static string Images(V1PodTemplateSpec? template) => string.Join(',', (template?.Spec?.Containers ?? []).Select(container => container.Image));

    public static object[] Wishes(V1PodTemplateSpec template, string selector) => [Containers(template), Images(template), selector];
}
