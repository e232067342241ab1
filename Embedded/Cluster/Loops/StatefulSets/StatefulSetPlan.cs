using k8s.Models;

namespace Workshop.Cluster.Loops.StatefulSets;

/// <summary>What a StatefulSet needs next.</summary>
/// <param name="Create">Ordinals of pods that are missing, each with the revision that it is to have.</param>
/// <param name="Delete">Pods that are to go.</param>
internal sealed record StatefulSetStep(IReadOnlyList<(int Ordinal, string Revision)> Create, IReadOnlyList<V1Pod> Delete)
{
    public static StatefulSetStep Nothing { get; } = new([], []);
}

/// <summary>
/// Decides which pods of a StatefulSet to make and to delete, in order; touches nothing. As in Kubernetes an ordered set goes no step further while one of its pods is not
/// well, not even to replace that pod by one of a template that would be: somebody has to delete it.
/// </summary>
internal sealed class StatefulSetPlan
{
    public const string RevisionLabel = "controller-revision-hash";

    private readonly V1StatefulSet _set;
    private readonly Dictionary<int, V1Pod> _pods;
    private readonly string _current;
    private readonly string _update;
    private readonly DateTime _now;
    private readonly int _start;
    private readonly int _end;

    private StatefulSetPlan(V1StatefulSet set, IReadOnlyCollection<V1Pod> pods, string current, string update, DateTime now)
    {
        (_set, _current, _update, _now) = (set, current, update, now);
        _pods = pods.Where(pod => StatefulSetNames.OrdinalOf(set, pod) >= 0).ToDictionary(pod => StatefulSetNames.OrdinalOf(set, pod));
        _start = set.Spec.Ordinals?.Start ?? 0;
        _end = _start + (set.Spec.Replicas ?? 1);
    }

    /// <param name="pods">The set's own pods, those on their way out included.</param>
    /// <param name="current">The revision of the pods that a rollout has not reached.</param>
    /// <param name="update">The revision that pods at or above the partition are to have.</param>
    public static StatefulSetStep Next(V1StatefulSet set, IReadOnlyCollection<V1Pod> pods, string current, string update, DateTime now)
    {
        var plan = new StatefulSetPlan(set, pods, current, update, now);
        return set.Spec.PodManagementPolicy == "Parallel" ? plan.AtOnce() : plan.InOrder();
    }

    public static string? RevisionOf(V1Pod pod) => pod.Metadata.Labels?.TryGetValue(RevisionLabel, out var revision) == true ? revision : null;

    private int Partition => _start + (_set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0);

    private IEnumerable<int> Ordinals => Enumerable.Range(_start, _end - _start);

    /// <summary>Pods beyond the set's number, highest first.</summary>
    private List<V1Pod> Surplus => [.. _pods.Where(pod => pod.Key < _start || pod.Key >= _end).OrderByDescending(pod => pod.Key).Select(pod => pod.Value)];

    private StatefulSetStep InOrder()
    {
        foreach (var ordinal in Ordinals)
        {
            if (!_pods.TryGetValue(ordinal, out var pod))
            {
                return new StatefulSetStep([(ordinal, RevisionFor(ordinal))], []);
            }

            if (PodFacts.IsFinished(pod))
            {
                // One that ended for good is made again under its name.
                return PodFacts.IsTerminating(pod) ? StatefulSetStep.Nothing : new StatefulSetStep([], [pod]);
            }

            if (PodFacts.IsTerminating(pod) || !IsAvailable(pod))
            {
                return StatefulSetStep.Nothing;
            }
        }

        return Surplus is [var highest, ..] rest ? Shrink(highest, rest) : Update();
    }

    /// <summary>An unready surplus pod goes only if it is the lowest that is not well: those below it are to be well first.</summary>
    private StatefulSetStep Shrink(V1Pod highest, List<V1Pod> surplus) =>
        PodFacts.IsTerminating(highest) || (!IsAvailable(highest) && surplus.Exists(pod => pod != highest && !IsHealthy(pod)))
            ? StatefulSetStep.Nothing
            : new StatefulSetStep([], [highest]);

    private StatefulSetStep AtOnce()
    {
        var create = Ordinals.Where(ordinal => !_pods.ContainsKey(ordinal)).Select(ordinal => (ordinal, RevisionFor(ordinal))).ToList();
        var ended = Ordinals.Where(_pods.ContainsKey).Select(ordinal => _pods[ordinal]).Where(PodFacts.IsFinished);
        var delete = ended.Concat(Surplus).Where(pod => !PodFacts.IsTerminating(pod)).ToList();
        return create.Count + delete.Count > 0 ? new StatefulSetStep(create, delete) : Update();
    }

    /// <summary>From the highest down, one at a time, each when those above it are ready.</summary>
    private StatefulSetStep Update()
    {
        if (_set.Spec.UpdateStrategy?.Type == "OnDelete")
        {
            return StatefulSetStep.Nothing;
        }

        for (var ordinal = _end - 1; ordinal >= Partition && _pods.TryGetValue(ordinal, out var pod); ordinal--)
        {
            if (RevisionOf(pod) != _update && !PodFacts.IsTerminating(pod))
            {
                return new StatefulSetStep([], [pod]);
            }

            if (!IsHealthy(pod))
            {
                break;
            }
        }

        return StatefulSetStep.Nothing;
    }

    /// <summary>A pod that comes back is what it was, until the rollout reaches it: it comes from above, over pods that are new and well.</summary>
    private string RevisionFor(int ordinal) =>
        _set.Spec.UpdateStrategy?.Type == "OnDelete" ? _update
        : ordinal < Partition || _pods.Any(pod => pod.Key > ordinal && pod.Key < _end && !(RevisionOf(pod.Value) == _update && IsHealthy(pod.Value))) ? _current
        : _update;

    private bool IsAvailable(V1Pod pod) => PodFacts.IsAvailable(pod, TimeSpan.FromSeconds(_set.Spec.MinReadySeconds ?? 0), _now);

    private static bool IsHealthy(V1Pod pod) => PodFacts.IsReady(pod) && !PodFacts.IsTerminating(pod);
}
