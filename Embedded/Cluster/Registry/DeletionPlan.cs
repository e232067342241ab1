using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>Decides what a request for deletion does to an object: remove it, mark it, or nothing (it is marked already).</summary>
internal sealed record DeletionPlan(bool Remove, JsonObject? Marked)
{
    public const string CustomResourceCleanup = "customresourcecleanup.apiextensions.k8s.io";

    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private static readonly DeletionPlan Nothing = new(false, null);

    /// <exception cref="StatusException">409: a precondition does not hold.</exception>
    public static DeletionPlan For(StoredObject current, DeletionOptions options, DateTimeOffset now)
    {
        CheckPreconditions(current, options);
        var body = current.ToJson();
        var metadata = MetadataRules.Of(body);
        var before = metadata.DeepClone();
        ApplyPropagation(metadata, options.PropagationPolicy);
        if (ReferenceEquals(current.Kind, KindTable.CustomResourceDefinition) && metadata.Str("deletionTimestamp") is null)
        {
            HoldForCleanup(metadata);
        }

        var grace = Grace(current.Kind, body, options.GracePeriodSeconds);
        if (grace == 0 && !IsHeld(body))
        {
            return new DeletionPlan(Remove: true, JsonNode.DeepEquals(before, metadata) ? null : body);
        }

        Mark(current.Kind, body, metadata, grace, options.GracePeriodSeconds is not null, now);
        return JsonNode.DeepEquals(before, metadata) ? Nothing : new DeletionPlan(Remove: false, body);
    }

    /// <summary>Whether an update let go of the last that held an object marked for deletion.</summary>
    public static bool IsReleased(JsonObject body)
    {
        var metadata = body.Obj("metadata");
        return metadata.Str("deletionTimestamp") is not null && (metadata.Int("deletionGracePeriodSeconds") ?? 0) == 0 && !IsHeld(body);
    }

    private static bool IsHeld(JsonObject body) =>
        body.Obj("metadata").Strings("finalizers").Any() || (body.Str("kind") == "Namespace" && body.Obj("spec").Strings("finalizers").Any());

    private static void CheckPreconditions(StoredObject current, DeletionOptions options)
    {
        if (options.PreconditionUid is { } uid && uid != current.Uid)
        {
            throw Precondition(current, "UID", uid, current.Uid);
        }

        var version = current.ResourceVersion.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (options.PreconditionResourceVersion is { } wanted && wanted != version)
        {
            throw Precondition(current, "ResourceVersion", wanted, version);
        }
    }

    // Here Kubernetes names the kind, not the resource.
    private static StatusException Precondition(StoredObject current, string what, string wanted, string found) =>
        new(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {current.Kind.Kind}{(current.Kind.Group.Length == 0 ? "" : "." + current.Kind.Group)} \"{current.Key.Name}\": the {what} in the " +
            $"precondition ({wanted}) does not match the {what} in record ({found}). The object might have been deleted and then recreated",
            new JsonObject { ["name"] = current.Key.Name, ["kind"] = current.Kind.Kind });

    private static void ApplyPropagation(JsonObject metadata, string? policy)
    {
        var finalizers = metadata.Strings("finalizers").ToList();
        if (policy is not null)
        {
            finalizers.RemoveAll(finalizer => finalizer is Foreground or Orphan);
        }

        if (policy is "Foreground" or "Orphan")
        {
            finalizers.Add(policy == "Orphan" ? Orphan : Foreground);
        }

        metadata.Put("finalizers", finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(finalizer => (JsonNode)finalizer)]));
    }

    /// <summary>A definition goes after the objects of its kind: its loop removes them, and then this.</summary>
    private static void HoldForCleanup(JsonObject metadata)
    {
        if (!metadata.Strings("finalizers").Contains(CustomResourceCleanup))
        {
            metadata["finalizers"] = new JsonArray([.. metadata.Strings("finalizers").Append(CustomResourceCleanup).Select(finalizer => (JsonNode)finalizer)]);
        }
    }

    /// <summary>Only pods that a node has are given time.</summary>
    private static long Grace(ResourceKind kind, JsonObject body, long? asked)
    {
        var (spec, phase) = (body.Obj("spec"), body.Obj("status").Str("phase"));
        if (!ReferenceEquals(kind, KindTable.Pod) || string.IsNullOrEmpty(spec.Str("nodeName")) || phase is "Succeeded" or "Failed")
        {
            return 0;
        }

        // A pod that is going already keeps its time unless the request names one.
        var metadata = body.Obj("metadata");
        var own = metadata.Str("deletionTimestamp") is null ? spec.Int("terminationGracePeriodSeconds") : metadata.Int("deletionGracePeriodSeconds");
        var grace = asked ?? own ?? 30;
        return grace < 0 ? 1 : grace;
    }

    private static void Mark(ResourceKind kind, JsonObject body, JsonObject metadata, long grace, bool asked, DateTimeOffset now)
    {
        var marked = metadata.Str("deletionTimestamp") is not null;
        if (marked && !(asked && grace < metadata.Int("deletionGracePeriodSeconds")))
        {
            return;
        }

        metadata["deletionTimestamp"] = MetadataRules.Time(now.AddSeconds(grace));
        metadata["deletionGracePeriodSeconds"] = grace;
        if (metadata.Int("generation") is { } generation && !marked)
        {
            metadata["generation"] = generation + 1;
        }

        if (ReferenceEquals(kind, KindTable.Namespace))
        {
            body.Ensure("status")["phase"] = "Terminating";
        }
    }
}
