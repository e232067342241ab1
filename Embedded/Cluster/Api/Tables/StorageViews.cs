using System.Globalization;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>StatefulSets, and what they keep their data in.</summary>
internal static class StorageViews
{
    private const string Unset = "<unset>";

    public static TableView StatefulSet { get; } = TableView.Of<V1StatefulSet>(
        [ObjectName, new("Ready"), Age, Wide("Containers"), Wide("Images")],
        (item, now) =>
        [
            item.Name(),
            string.Create(CultureInfo.InvariantCulture, $"{item.Status?.ReadyReplicas ?? 0}/{item.Spec.Replicas ?? 1}"),
            HumanText.Age(item.CreationTimestamp(), now),
            WorkloadViews.Containers(item.Spec.Template),
            WorkloadViews.Images(item.Spec.Template),
        ]);

    public static TableView ControllerRevision { get; } = TableView.Of<V1ControllerRevision>(
        [ObjectName, new("Controller"), Integer("Revision"), Age],
        (item, now) =>
        [
            item.Name(),
            item.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } owner ? $"{owner.Kind.ToLowerInvariant()}.{owner.ApiVersion.Split('/')[0]}/{owner.Name}" : "<none>",
            item.Revision ?? 0,
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    public static TableView Claim { get; } = TableView.Of<V1PersistentVolumeClaim>(
        [ObjectName, new("Status"), new("Volume"), new("Capacity"), new("Access Modes"), new("StorageClass"), new("VolumeAttributesClass"), Age, Wide("VolumeMode")],
        (item, now) =>
        [
            item.Name(),
            item.Metadata.DeletionTimestamp is null ? item.Status?.Phase ?? "" : "Terminating",
            item.Spec.VolumeName ?? "",
            item.Status?.Phase == "Bound" ? Size(item.Status.Capacity) : "",
            item.Status?.Phase == "Bound" ? Modes(item.Status.AccessModes) : "",
            item.Spec.StorageClassName ?? "",
            item.Spec.VolumeAttributesClassName ?? Unset,
            HumanText.Age(item.CreationTimestamp(), now),
            item.Spec.VolumeMode ?? "",
        ]);

    public static TableView Volume { get; } = TableView.Of<V1PersistentVolume>(
        [ObjectName, new("Capacity"), new("Access Modes"), new("Reclaim Policy"), new("Status"), new("Claim"), new("StorageClass"), new("VolumeAttributesClass"), new("Reason"), Age, Wide("VolumeMode")],
        (item, now) =>
        [
            item.Name(),
            Size(item.Spec.Capacity),
            Modes(item.Spec.AccessModes),
            item.Spec.PersistentVolumeReclaimPolicy ?? "",
            item.Metadata.DeletionTimestamp is null ? item.Status?.Phase ?? "" : "Terminating",
            item.Spec.ClaimRef is { } claim ? $"{claim.NamespaceProperty}/{claim.Name}" : "",
            item.Spec.StorageClassName ?? "",
            item.Spec.VolumeAttributesClassName ?? Unset,
            item.Status?.Reason ?? "",
            HumanText.Age(item.CreationTimestamp(), now),
            item.Spec.VolumeMode ?? "",
        ]);

    public static TableView Class { get; } = TableView.Of<V1StorageClass>(
        [ObjectName, new("Provisioner"), new("ReclaimPolicy"), new("VolumeBindingMode"), new("AllowVolumeExpansion", "boolean"), Age],
        (item, now) =>
        [
            item.Metadata.Annotations?.TryGetValue("storageclass.kubernetes.io/is-default-class", out var text) == true && text == "true" ? $"{item.Name()} (default)" : item.Name(),
            item.Provisioner,
            item.ReclaimPolicy ?? "",
            item.VolumeBindingMode ?? "",
            item.AllowVolumeExpansion == true ? "true" : "false",
            HumanText.Age(item.CreationTimestamp(), now),
        ]);

    private static string Size(IDictionary<string, ResourceQuantity>? amounts) => amounts?.TryGetValue("storage", out var size) == true ? size.ToString() : "";

    private static string Modes(IList<string>? modes) => string.Join(',', (modes ?? []).Select(mode => mode switch
    {
        "ReadWriteOnce" => "RWO",
        "ReadOnlyMany" => "ROX",
        "ReadWriteMany" => "RWX",
        _ => "RWOP",
    }));
}
