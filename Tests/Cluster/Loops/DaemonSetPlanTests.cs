using CsCheck;
using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.DaemonSets;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>Nodes as texts: the state of their pods, <c>old</c> or <c>new</c>, with <c>!</c> for ready; <c>gone</c>: on its way out.</summary>
public sealed class DaemonSetPlanTests
{
    [Theory]
    [InlineData("1: 2:", "+1 +2")]
    [InlineData("1:new! 2:new", "")]
    [InlineData("1:new!,new! 2:new!", "-1b")]
    [InlineData("1:ended 2:new!", "-1a")]
    [InlineData("1:gone 2:new!", "")]
    [InlineData("1:old! 2:old!", "-1a")]
    [InlineData("1:new 2:old!", "")]
    [InlineData("1:new! 2:old!", "-2a")]
    [InlineData("1:old! 2:old", "-2a")]
    public void Old_pods_go_one_by_one(string nodes, string expected) => Assert.Equal(expected, Step(Set(), nodes));

    [Theory]
    [InlineData("1:old! 2:old!", "+1")]
    [InlineData("1:old!,new 2:old!", "")]
    [InlineData("1:old!,new! 2:old!", "-1a")]
    [InlineData("1:old,new 2:old!", "-1a")]
    [InlineData("1:old 2:old!", "+1 +2")]
    public void With_a_surge_new_pods_come_first(string nodes, string expected)
    {
        var set = Set();
        set.Spec.UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new V1RollingUpdateDaemonSet { MaxSurge = "1", MaxUnavailable = "0" } };

        Assert.Equal(expected, Step(set, nodes));
    }

    [Fact]
    public void Nothing_is_replaced_where_the_user_deletes_himself()
    {
        var set = Set();
        set.Spec.UpdateStrategy = new V1DaemonSetUpdateStrategy { Type = "OnDelete" };

        Assert.Equal("", Step(set, "1:old! 2:old"));
    }

    [Theory]
    [InlineData("dedicated", "NoSchedule", false, true)]
    [InlineData("dedicated", "NoExecute", false, false)]
    [InlineData("node.kubernetes.io/unschedulable", "NoSchedule", true, true)]
    [InlineData("node.kubernetes.io/not-ready", "NoExecute", true, true)]
    public void Taints_keep_new_pods_away_and_drive_old_ones_out(string taint, string effect, bool runs, bool keeps)
    {
        var node = new V1Node { Metadata = new V1ObjectMeta { Name = "1" }, Spec = new V1NodeSpec { Taints = [new V1Taint { Key = taint, Effect = effect }] } };
        var site = DaemonNode.All(Set(), [node], []).Single();

        Assert.Equal((runs, keeps), (site.Runs, site.Keeps));
    }

    [Fact]
    public void A_pod_is_bound_for_its_node_and_puts_up_with_its_troubles()
    {
        var pod = DaemonPods.New(Set(), "node-1", "new");

        Assert.Equal("node-1", DaemonPods.NodeOf(pod));
        Assert.Equal(["not-ready", "unreachable", "disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"], pod.Spec.Tolerations.Select(toleration => toleration.Key.Split('/')[1]));
    }

    [Fact]
    public void A_rollout_never_takes_more_nodes_out_than_it_may_and_always_converges() => Cases.Sample(sample =>
    {
        var set = Set();
        set.Spec.UpdateStrategy = new V1DaemonSetUpdateStrategy
        {
            Type = "RollingUpdate",
            RollingUpdate = new V1RollingUpdateDaemonSet { MaxSurge = $"{(sample.IsSurge ? sample.Limit : 0)}", MaxUnavailable = $"{(sample.IsSurge ? 0 : sample.Limit)}" },
        };
        var world = new World(set, sample.Nodes);
        foreach (var (what, choice) in sample.Happenings)
        {
            world.Happen(what, choice);
            Assert.InRange(world.Available, sample.Nodes - (sample.IsSurge ? 0 : sample.Limit), sample.Nodes);
            Assert.InRange(world.Pods, 0, sample.Nodes + (sample.IsSurge ? sample.Limit : 0));
        }

        for (var i = 0; i < 200; i++)
        {
            world.Happen(0, 0);
            world.Happen(1, i);
            world.Happen(2, i);
        }

        Assert.True(world.IsDone);
    });

    private static readonly Gen<(int Nodes, int Limit, bool IsSurge, (int, int)[] Happenings)> Cases =
        from nodes in Gen.Int[1, 6]
        from limit in Gen.Int[1, 3]
        from isSurge in Gen.Bool
        from happenings in Gen.Select(Gen.Int[0, 2], Gen.Int[0, 99]).Array[100]
        select (nodes, limit, isSurge, happenings);

    private static V1DaemonSet Set() => new()
    {
        Metadata = new V1ObjectMeta { Name = "agent", NamespaceProperty = "default", Uid = "agent" },
        Spec = new V1DaemonSetSpec { Selector = new V1LabelSelector(), Template = Sets.Template("busybox:1") },
    };

    private static string Step(V1DaemonSet set, string text)
    {
        var nodes = text.Split(' ').Select(node => node.Split(':')).ToList();
        var pods = nodes.SelectMany(node => node[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select((state, i) => Pod(node[0], (char)('a' + i), state))).ToList();
        var step = DaemonSetPlan.Next(set, "new", DaemonNode.All(set, [.. nodes.Select(node => Node(node[0]))], pods), Sets.Start);
        return string.Join(' ', step.Create.Select(node => $"+{node}").Concat(step.Delete.Select(pod => $"-{pod.Metadata.Name}")));
    }

    private static V1Node Node(string name) => new() { Metadata = new V1ObjectMeta { Name = name } };

    private static V1Pod Pod(string node, char letter, string state) => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = $"{node}{letter}",
            CreationTimestamp = Sets.Start.AddSeconds(letter),
            DeletionTimestamp = state == "gone" ? Sets.Start : null,
            Labels = new Dictionary<string, string> { [DaemonSetPlan.RevisionLabel] = state.StartsWith("old", StringComparison.Ordinal) ? "old" : "new" },
        },
        Spec = new V1PodSpec { NodeName = node },
        Status = new V1PodStatus
        {
            Phase = state == "ended" ? "Failed" : "Running",
            Conditions = [new V1PodCondition { Type = "Ready", Status = state.EndsWith('!') ? "True" : "False", LastTransitionTime = Sets.Start }],
        },
    };

    /// <summary>Nodes whose pods become ready and vanish when chance says so.</summary>
    private sealed class World
    {
        private readonly V1DaemonSet _set;
        private readonly List<V1Node> _nodes;
        private List<V1Pod> _pods;
        private int _made;

        public World(V1DaemonSet set, int nodes)
        {
            _set = set;
            _nodes = [.. Enumerable.Range(0, nodes).Select(i => Node($"{i}"))];
            _pods = [.. _nodes.Select(node => Pod(node.Metadata.Name, 'a', "old!"))];
        }

        /// <summary>Nodes on which a pod is ready.</summary>
        public int Available => _nodes.Count(node => Active.Any(pod => pod.Spec.NodeName == node.Metadata.Name && PodFacts.IsReady(pod)));

        public int Pods => Active.Count();

        public bool IsDone => Active.Count() == _nodes.Count && Active.All(pod => DaemonSetPlan.IsCurrent(pod, "new") && PodFacts.IsReady(pod));

        private IEnumerable<V1Pod> Active => _pods.Where(PodFacts.IsActive);

        public void Happen(int what, int choice)
        {
            switch (what)
            {
                case 0:
                    Pass();
                    break;
                case 1 when _pods.Count > 0:
                    var chosen = _pods[choice % _pods.Count];
                    if (PodFacts.IsActive(chosen))
                    {
                        chosen.Status.Conditions[0].Status = "True";
                    }

                    break;
                default:
                    _pods = [.. _pods.Where((pod, i) => !PodFacts.IsTerminating(pod) || i % 2 == choice % 2)];
                    break;
            }
        }

        private void Pass()
        {
            var step = DaemonSetPlan.Next(_set, "new", DaemonNode.All(_set, _nodes, _pods), Sets.Start);
            foreach (var pod in step.Delete)
            {
                pod.Metadata.DeletionTimestamp = Sets.Start;
            }

            _pods.AddRange(step.Create.Select(node => Pod(node, (char)('b' + _made++), "new")));
        }
    }
}
