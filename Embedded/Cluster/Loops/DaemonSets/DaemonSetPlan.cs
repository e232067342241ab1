using k8s.Models;
using Workshop.Cluster.Loops.Deployments;

namespace Workshop.Cluster.Loops.DaemonSets;

/// <summary>What a DaemonSet needs next.</summary>
/// <param name="Create">Nodes that are to get a pod.</param>
/// <param name="Delete">Pods that are to go.</param>
internal sealed record DaemonSetStep(IReadOnlyList<string> Create, IReadOnlyList<V1Pod> Delete);

/// <summary>Decides which nodes get a pod of a DaemonSet, and which pods go; touches nothing.</summary>
internal sealed class DaemonSetPlan
{
    public const string RevisionLabel = "controller-revision-hash";
    public const string GenerationAnnotation = "deprecated.daemonset.template.generation";

    private readonly V1DaemonSet _set;
    private readonly string _hash;
    private readonly IReadOnlyList<DaemonNode> _nodes;
    private readonly TimeSpan _minReady;
    private readonly DateTime _now;
    private readonly List<string> _create = [];
    private readonly List<V1Pod> _delete = [];

    private DaemonSetPlan(V1DaemonSet set, string hash, IReadOnlyList<DaemonNode> nodes, DateTime now)
    {
        (_set, _hash, _nodes, _now) = (set, hash, nodes, now);
        _minReady = TimeSpan.FromSeconds(set.Spec.MinReadySeconds ?? 0);
        var wanted = nodes.Count(node => node.Runs);
        var rolling = set.Spec.UpdateStrategy?.RollingUpdate;
        MaxSurge = RolloutLimits.Resolve(rolling?.MaxSurge?.Value ?? "0", wanted, Math.Ceiling);
        MaxUnavailable = RolloutLimits.Resolve(rolling?.MaxUnavailable?.Value ?? "1", wanted, Math.Ceiling);
    }

    private int MaxSurge { get; }

    private int MaxUnavailable { get; }

    private bool IsRolling => _set.Spec.UpdateStrategy?.Type != "OnDelete";

    /// <param name="hash">Of the present template.</param>
    public static DaemonSetStep Next(V1DaemonSet set, string hash, IReadOnlyList<DaemonNode> nodes, DateTime now)
    {
        var plan = new DaemonSetPlan(set, hash, nodes, now);
        plan.Manage();

        // One thing at a time: what is made or removed now changes what a rollout may do.
        if (plan._create.Count + plan._delete.Count == 0 && plan.IsRolling)
        {
            plan.Roll();
        }

        return new DaemonSetStep(plan._create, plan._delete);
    }

    public static bool IsCurrent(V1Pod pod, string hash) => pod.Metadata.Labels?.TryGetValue(RevisionLabel, out var label) == true && label == hash;

    /// <summary>A pod on each node that wants one, and on no other.</summary>
    private void Manage()
    {
        foreach (var node in _nodes)
        {
            if (node.Runs && node.Pods.Count == 0)
            {
                _create.Add(node.Name);
            }
            else if (!node.Keeps)
            {
                _delete.AddRange(node.Active);
            }
            else
            {
                _delete.AddRange(node.Active.Where(PodFacts.IsFinished));
                Thin([.. node.Active.Where(PodFacts.IsActive)]);
            }
        }
    }

    /// <summary>One too many on a node: without a surge the oldest stays; with one, an old and a new one, until the new one is there.</summary>
    private void Thin(IReadOnlyList<V1Pod> pods)
    {
        if (pods.Count < 2)
        {
            return;
        }

        if (MaxSurge == 0)
        {
            _delete.AddRange(pods.Skip(1));
            return;
        }

        var (current, old) = (pods.Where(pod => IsCurrent(pod, _hash)).ToList(), pods.Where(pod => !IsCurrent(pod, _hash)).ToList());
        _delete.AddRange(current.Skip(1).Concat(old.Skip(1)));
        if (current.Count > 0 && old.Count > 0 && (!PodFacts.IsReady(old[0]) || PodFacts.IsAvailable(current[0], _minReady, _now)))
        {
            _delete.Add(old[0]);
        }
    }

    private void Roll()
    {
        var sites = _nodes.Where(node => node.Runs && node.Pods.Count > 0)
            .Select(node => (Node: node, Current: node.Active.FirstOrDefault(pod => IsCurrent(pod, _hash)), Old: node.Active.FirstOrDefault(pod => !IsCurrent(pod, _hash))))
            .ToList();
        if (MaxSurge == 0)
        {
            // What is not available anyway may be replaced at once, and counts as such.
            var unavailable = _nodes.Count(node => node.Runs) - sites.Count(site => IsAvailable(site.Current ?? site.Old));
            var outdated = sites.Where(site => site is { Current: null, Old: not null }).ToLookup(site => IsAvailable(site.Old), site => site.Old!);
            _delete.AddRange(outdated[false]);
            _delete.AddRange(outdated[true].Take(Math.Max(MaxUnavailable - unavailable, 0)));
            return;
        }

        var surging = sites.Count(site => site is { Current: not null, Old: not null } && !IsAvailable(site.Current));
        var waiting = sites.Where(site => site is { Current: null, Old: not null }).ToLookup(site => IsAvailable(site.Old), site => site.Node.Name);
        _create.AddRange(waiting[false]);
        _create.AddRange(waiting[true].Take(Math.Max(MaxSurge - surging, 0)));
    }

    private bool IsAvailable(V1Pod? pod) => pod is not null && PodFacts.IsAvailable(pod, _minReady, _now);
}
