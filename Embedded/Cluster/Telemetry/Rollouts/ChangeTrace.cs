using System.Diagnostics;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>The trace of one change of one Deployment, from the request to the last pod that came or went.</summary>
internal sealed class ChangeTrace
{
    private readonly ClusterSpans _spans;
    private readonly Activity? _root;
    private readonly Dictionary<string, Activity?> _sets = [];
    private readonly Dictionary<string, PodTrace> _pods = [];
    private Activity? _deciding;

    public ChangeTrace(ClusterSpans spans, ChangeKind kind, V1Deployment deployment, long revision, WriteNote? note, DateTimeOffset at)
    {
        _spans = spans;
        (Kind, Revision, Deployment) = (kind, revision, new ObjectKey(deployment.Metadata.NamespaceProperty, deployment.Metadata.Name));
        var name = $"{kind.ToString().ToLowerInvariant()} {Deployment}";
        _root = spans.Root(name, kind == ChangeKind.Rollout ? RolloutTraceId.Of(deployment.Metadata.Uid, revision) : null, note?.At ?? at);
        _root?
            .SetTag("k8s.namespace.name", Deployment.Namespace)
            .SetTag("k8s.deployment.name", Deployment.Name)
            .SetTag("k8s.deployment.uid", deployment.Metadata.Uid)
            .SetTag("workshop.change", kind.ToString().ToLowerInvariant())
            .SetTag("workshop.revision", revision)
            .SetTag("workshop.replicas", deployment.Spec.Replicas ?? 1)
            .SetTag("workshop.images", string.Join(", ", deployment.Spec.Template.Spec.Containers.Select(container => container.Image)));
        if (note is not null)
        {
            var request = spans.Child($"{note.Verb} deployment {Deployment.Name}", _root, note.At, note.Caller);
            request?.SetTag("workshop.field_manager", note.Manager);
            ClusterSpans.End(request, at);
        }

        _deciding = kind == ChangeKind.Heal ? null : spans.Child("deployment loop", _root, at);
    }

    public ChangeKind Kind { get; }

    public long Revision { get; }

    public ObjectKey Deployment { get; }

    public bool HasOpenPods => _pods.Values.Any(pod => !pod.IsOver);

    /// <summary>The Deployment's loop made or resized a ReplicaSet: its first act ends its deciding.</summary>
    public void Resize(V1ReplicaSet set, int from, DateTimeOffset at)
    {
        ClusterSpans.End(_deciding, at);
        _deciding = null;
        OpenSet(set, at)?.AddEvent(new ActivityEvent($"{from} → {set.Spec.Replicas ?? 1} pods", at));
    }

    /// <param name="set">The pod's owner; null when it is gone already.</param>
    public PodTrace Follow(V1Pod pod, V1ReplicaSet? set, bool isLeaving, DateTimeOffset at)
    {
        var uid = pod.Metadata.Uid;
        if (_pods.TryGetValue(uid, out var present) && present.IsLeaving == isLeaving)
        {
            return present;
        }

        // A pod that was yet to become ready is not wanted any more: one way ends, the other begins.
        present?.End(at);
        return _pods[uid] = new PodTrace(_spans, (set is null ? null : OpenSet(set, at)) ?? _root, pod, isLeaving, at);
    }

    public PodTrace? Find(string uid) => _pods.GetValueOrDefault(uid);

    /// <param name="outcome">complete, failed, superseded, deleted or interrupted.</param>
    /// <param name="problem">For a failure: what the Deployment says of it.</param>
    public void End(string outcome, DateTimeOffset at, string? problem = null)
    {
        ClusterSpans.End(_deciding, at);
        foreach (var pod in _pods.Values)
        {
            pod.End(at, problem);
        }

        foreach (var set in _sets.Values)
        {
            ClusterSpans.End(set, at);
        }

        _root?.SetTag("workshop.outcome", outcome);
        if (problem is not null)
        {
            _root?.SetStatus(ActivityStatusCode.Error, problem);
        }

        ClusterSpans.End(_root, at);
    }

    private Activity? OpenSet(V1ReplicaSet set, DateTimeOffset at)
    {
        if (!_sets.TryGetValue(set.Metadata.Uid, out var span))
        {
            _sets[set.Metadata.Uid] = span = _spans.Child($"replicaset {set.Metadata.Name}", _root, at);
            span?.SetTag("k8s.namespace.name", Deployment.Namespace).SetTag("k8s.replicaset.name", set.Metadata.Name);
        }

        return span;
    }
}
