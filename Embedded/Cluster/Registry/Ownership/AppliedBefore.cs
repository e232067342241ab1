using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Ownership;

/// <summary>
/// What kubectl applied before it applied on the server, by its annotation: these fields belong to the same user, and are no conflict as long as nobody changed them since.
/// </summary>
internal static class AppliedBefore
{
    public const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    // Only kubectl's own name takes over what kubectl wrote.
    private const string Kubectl = "kubectl";

    private static readonly FieldSet None = new();

    public static FieldSet Of(FieldType type, JsonObject present, FieldOwner writer)
    {
        if (writer.Manager != Kubectl || Read(present) is not { } applied)
        {
            return None;
        }

        var changes = FieldChanges.Between(type, present, FieldMerge.Merge(type, present, applied));
        return FieldWalk.Of(type, applied).Difference(changes.Modified).Difference(changes.Added);
    }

    private static JsonObject? Read(JsonObject present)
    {
        try
        {
            return present.Obj("metadata").Obj("annotations").Str(Annotation) is { Length: > 0 } text ? JsonText.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            // Somebody wrote another text there: then nothing is known to have been applied.
            return null;
        }
    }
}
