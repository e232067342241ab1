using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Rows;

/// <summary>What rows have in common.</summary>
internal static class RowSnapshots
{
    /// <summary>Aspire's dashboard puts a row below the one with this id.</summary>
    public const string ParentProperty = Running.WorkloadRows.ParentProperty;

    /// <summary>A row that shows nothing: one of Aspire's last states, so that it ends what it does for the row by itself.</summary>
    public static CustomResourceSnapshot Hide(CustomResourceSnapshot before, DateTime now) => before with
    {
        IsHidden = true,
        State = KnownResourceStates.Exited,
        StopTimeStamp = now,
        Urls = [],
    };

    public static CustomResourceSnapshot ShowNamespace(CustomResourceSnapshot before, string ns, string cluster) => before with
    {
        ResourceType = "Namespace",
        IsHidden = false,
        State = new("Active", KnownResourceStateStyles.Success),
        StopTimeStamp = null,
        IconName = "Folder",
        Properties = [new(CustomResourceKnownProperties.Source, ns), new(ParentProperty, cluster)],
        Relationships = [new(cluster, "Parent")],
    };
}
