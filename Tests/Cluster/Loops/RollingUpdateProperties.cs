using CsCheck;
using k8s.Models;
using Workshop.Cluster.Loops.Deployments;
using static Workshop.Cluster.Tests.Loops.Sets;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>A rolling update in a world where pods become available in any order and every report may come late.</summary>
public sealed class RollingUpdateProperties
{
    private static readonly Gen<(RolloutLimits Limits, int[] Chances)> Cases =
        from desired in Gen.Int[1, 12]
        from surge in Gen.Int[0, 12]
        from unavailable in Gen.Int[0, 12]
        from chances in Gen.Int[0, 5].Array[400]
        select (RolloutLimits.Of(desired, $"{surge}", $"{unavailable}"), chances);

    [Fact]
    public void A_rollout_keeps_its_limits_whatever_the_order_of_events_and_always_converges() => Cases.Sample(sample =>
    {
        var (limits, chances) = sample;
        var world = new World(limits);
        world.Publish("v2");
        for (var i = 0; i < chances.Length; i++)
        {
            // Half way the user changes the image again.
            if (i == chances.Length / 8)
            {
                world.Publish("v3");
            }

            world.Happen(chances[i]);
            Assert.InRange(world.Wanted, 0, limits.MaxTotal);
            Assert.InRange(world.Available, limits.MinAvailable, int.MaxValue);
        }

        world.Settle();
        Assert.Equal((limits.Desired, limits.Desired), (world.Pods, world.AvailableOfCurrent));
    });

    [Fact]
    public void A_finished_rollout_has_no_next_step() => Cases.Sample(sample =>
    {
        var world = new World(sample.Limits);
        world.Publish("v2");
        world.Settle();

        Assert.Empty(world.NextStep());
    });

    /// <summary>ReplicaSets with pods that are either available or not yet; reports and repairs happen when chance says so.</summary>
    private sealed class World
    {
        private readonly RolloutLimits _limits;
        private readonly List<Version> _versions = [];

        public World(RolloutLimits limits)
        {
            _limits = limits;
            _versions.Add(new Version(Set("v1", limits.Desired, limits.Desired, age: 9)) { Available = limits.Desired });
        }

        public int Pods => _versions.Sum(version => version.Pods);

        /// <summary>As in Kubernetes the surge limits what ReplicaSets are told to have: pods that are about to be deleted come on top.</summary>
        public int Wanted => _versions.Sum(version => version.Set.Spec.Replicas ?? 0);

        public int Available => _versions.Sum(version => version.Available);

        public int AvailableOfCurrent => _versions[^1].Available;

        public void Publish(string name) => _versions.Add(new Version(Set(name, 0, age: 9 - _versions.Count)));

        public IReadOnlyList<ReplicaSetScale> NextStep() =>
            RollingUpdatePlan.NextStep(_limits, _versions[^1].Set, [.. _versions.SkipLast(1).Select(version => version.Set)]);

        public void Happen(int chance)
        {
            var version = _versions[chance % _versions.Count];
            switch (chance)
            {
                case 0 or 1:
                    Decide();
                    break;
                case 2 or 3:
                    version.Repair();
                    break;
                case 4:
                    version.BecomeAvailable();
                    _versions[^1].BecomeAvailable();
                    break;
                default:
                    _versions.ForEach(each => each.Report());
                    break;
            }
        }

        public void Settle()
        {
            for (var i = 0; i < 200; i++)
            {
                _versions.ForEach(version => version.Repair());
                _versions.ForEach(version => version.BecomeAvailable());
                _versions.ForEach(version => version.Report());
                Decide();
            }
        }

        private void Decide()
        {
            foreach (var step in NextStep())
            {
                step.Set.Spec.Replicas = step.To;
            }
        }
    }

    private sealed class Version(V1ReplicaSet set)
    {
        private int _pending;

        public V1ReplicaSet Set => set;

        public int Available { get; set; }

        public int Pods => Available + _pending;

        /// <summary>The ReplicaSet loop: makes what is missing, removes what is too much, unready pods first.</summary>
        public void Repair()
        {
            var missing = (set.Spec.Replicas ?? 0) - Pods;
            var pendingGone = Math.Clamp(-missing, 0, _pending);
            _pending += Math.Max(missing, 0) - pendingGone;
            Available -= Math.Max(-missing - pendingGone, 0);
        }

        public void BecomeAvailable()
        {
            var one = Math.Min(_pending, 1);
            _pending -= one;
            Available += one;
        }

        public void Report() => set.Status = new V1ReplicaSetStatus { Replicas = Pods, AvailableReplicas = Available };
    }
}
