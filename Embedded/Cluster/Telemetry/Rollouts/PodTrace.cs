using System.Diagnostics;
using k8s.Models;
using Workshop.Cluster.Loops;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>The spans of one pod within a change: scheduled → started → ready → in its endpoints; or out of its endpoints → ended.</summary>
internal sealed class PodTrace
{
    private static readonly string[] Way = ["scheduled", "started", "ready", "in endpoints"];

    private readonly ClusterSpans _spans;
    private readonly Activity? _whole;
    private Activity? _step;
    private int _reached;
    private int _restarts;

    /// <param name="isLeaving">The pod is on its way out, rather than in.</param>
    public PodTrace(ClusterSpans spans, Activity? parent, V1Pod pod, bool isLeaving, DateTimeOffset at)
    {
        (_spans, IsLeaving) = (spans, isLeaving);
        _whole = spans.Child($"pod {pod.Metadata.Name} {(isLeaving ? "ends" : "comes")}", parent, at);
        _whole?.SetTag("k8s.namespace.name", pod.Metadata.NamespaceProperty).SetTag("k8s.pod.name", pod.Metadata.Name).SetTag("k8s.pod.uid", pod.Metadata.Uid);
        _restarts = Restarts(pod);
        Begin(isLeaving ? "out of endpoints" : Way[0], at);
    }

    public bool IsLeaving { get; }

    public bool IsOver { get; private set; }

    /// <summary>Takes the pod as it is now.</summary>
    /// <param name="hasEndpoint">Null: no Service selects it.</param>
    public void Follow(V1Pod pod, bool? hasEndpoint, DateTimeOffset at)
    {
        if (IsOver)
        {
            return;
        }

        _whole?.SetTag("k8s.node.name", pod.Spec.NodeName);
        NoteRestarts(pod, at);
        if (IsLeaving)
        {
            FollowOut(hasEndpoint, at);
        }
        else
        {
            FollowIn(pod, hasEndpoint, at);
        }
    }

    /// <param name="problem">Why it did not come to what it was to become, if so.</param>
    public void End(DateTimeOffset at, string? problem = null)
    {
        if (IsOver)
        {
            return;
        }

        IsOver = true;
        if (problem is not null)
        {
            _step?.SetStatus(ActivityStatusCode.Error, problem);
            _whole?.SetStatus(ActivityStatusCode.Error, problem);
        }

        ClusterSpans.End(_step, at);
        ClusterSpans.End(_whole, at);
    }

    private void FollowOut(bool? hasEndpoint, DateTimeOffset at)
    {
        if (_reached == 0 && hasEndpoint != true)
        {
            _reached = 1;
            Begin("processes end", at);
        }
    }

    private void FollowIn(V1Pod pod, bool? hasEndpoint, DateTimeOffset at)
    {
        while (_reached < Way.Length && HasReached(_reached, pod, hasEndpoint))
        {
            _reached++;
            if (_reached == Way.Length || (_reached == Way.Length - 1 && hasEndpoint is null))
            {
                End(at);
                return;
            }

            Begin(Way[_reached], at);
        }
    }

    private static bool HasReached(int step, V1Pod pod, bool? hasEndpoint) => step switch
    {
        0 => !string.IsNullOrEmpty(pod.Spec.NodeName),
        1 => pod.Status?.ContainerStatuses is { Count: > 0 } containers && containers.All(container => container.State?.Running is not null),
        2 => PodFacts.IsReady(pod),
        _ => hasEndpoint == true,
    };

    private void Begin(string step, DateTimeOffset at)
    {
        ClusterSpans.End(_step, at);
        _step = _spans.Child(step, _whole, at);
    }

    private void NoteRestarts(V1Pod pod, DateTimeOffset at)
    {
        if (Restarts(pod) is var restarts && restarts > _restarts)
        {
            _restarts = restarts;
            _whole?.AddEvent(new ActivityEvent("container restarted", at, new ActivityTagsCollection { ["restarts"] = restarts }));
        }
    }

    private static int Restarts(V1Pod pod) => pod.Status?.ContainerStatuses?.Sum(container => container.RestartCount) ?? 0;
}
