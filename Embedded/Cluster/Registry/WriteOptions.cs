using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>How a write is to be taken.</summary>
internal sealed record WriteOptions
{
    /// <summary>What a control loop writes: its own objects, whose fields need no check.</summary>
    public static WriteOptions Loop { get; } = new() { FieldValidation = FieldValidation.Ignore, Warnings = Array.Empty<string>(), IsLoop = true, FieldManager = "kube-controller-manager" };

    public FieldValidation FieldValidation { get; init; } = FieldValidation.Warn;

    /// <summary>The client package writes a time of whole seconds without its fraction: of a loop that is taken, of others not.</summary>
    public bool IsLoop { get; init; }

    /// <summary>Do all but store it.</summary>
    public bool DryRun { get; init; }

    public string? FieldManager { get; init; }

    /// <summary>Called with the object as it is to be stored, and as it was; throws to refuse. Null: nobody asks.</summary>
    public WriteApproval? Approve { get; init; }

    /// <summary>Warnings for the caller, one <c>Warning</c> header each; filled by the registry.</summary>
    public IList<string> Warnings { get; init; } = [];
}

/// <param name="old">Null for a new object.</param>
internal delegate void WriteApproval(ResourceKind kind, ObjectKey key, JsonObject body, JsonObject? old);

/// <summary>What happens to a field that the kind does not have.</summary>
internal enum FieldValidation
{
    Ignore,
    Warn,
    Strict,
}
