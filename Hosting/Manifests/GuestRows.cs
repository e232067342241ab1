using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Manifests;

/// <summary>What the rows of manifests and of Services' endpoints have in common: they stand below their cluster.</summary>
internal static class GuestRows
{
    // Kubernetes' word for something on its way; Aspire's waiting counts "Running" alone as there.
    private const string Progressing = "Progressing";

    public static CustomResourceSnapshot Initial(string type, string source, EmbeddedClusterResource cluster) => new()
    {
        ResourceType = type,
        State = KnownResourceStates.NotStarted,
        Properties = [new(CustomResourceKnownProperties.Source, source), new(WorkloadRows.ParentProperty, cluster.Name)],
        Relationships = [new RelationshipSnapshot(cluster.Name, "Parent")],
    };

    public static ResourceStateSnapshot StateOf(GuestHealth health) =>
        health.IsReady ? new(KnownResourceStates.Running, KnownResourceStateStyles.Success) : new(Progressing, health.HasTrouble ? KnownResourceStateStyles.Error : KnownResourceStateStyles.Info);
}
