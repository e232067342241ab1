using k8s.Models;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Scheduling;
using Workshop.Cluster.Tests.Loops;

namespace Workshop.Cluster.Tests.Scheduling;

public sealed class DelayedVolumeTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly SchedulerReconciler _scheduler;
    private readonly ClaimReconciler _claims;

    public DelayedVolumeTests()
    {
        _scheduler = new SchedulerReconciler(_world.Objects, _world.Client, _world.Events, _world.Time);
        _claims = new ClaimReconciler(_world.Client, _world.Events, new ClusterOptions { StateFolder = Path.GetTempPath() });
        foreach (var name in new[] { "node-1", "node-2" })
        {
            var node = _world.Create(new V1Node { Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = name } } });
            _world.ChangeStatus(node, copy => copy.Status = new V1NodeStatus
            {
                Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("4"), ["memory"] = new("8Gi"), ["pods"] = new("110") },
                Conditions = [new V1NodeCondition { Type = "Ready", Status = "True" }],
            });
        }
    }

    [Fact]
    public void A_claim_that_waits_for_its_pod_gets_its_volume_when_the_pod_has_a_node_and_the_pod_starts_then()
    {
        Class("late", ClaimReconciler.Provisioner);
        Claim("late");
        Pod();

        Assert.Empty(_world.Pass(_claims, "data"));
        Assert.Contains("Normal WaitForPodScheduled waiting for pod p to be scheduled", _world.Events.All);
        Assert.Equal(["update persistentvolumeclaims data"], _world.Pass(_scheduler, "p"));
        Assert.True(string.IsNullOrEmpty(_world.Get<V1Pod>("p").Spec.NodeName));
        _world.Pass(_claims, "data");
        Assert.Equal("Bound", _world.Get<V1PersistentVolumeClaim>("data").Status.Phase);
        _world.Pass(_scheduler, "p");
        Assert.Equal("node-1", _world.Get<V1Pod>("p").Spec.NodeName);
    }

    [Fact]
    public void A_volume_of_one_node_brings_its_pod_there()
    {
        Class("local", BindingPlan.NoProvisioner);
        Claim("local");
        Volume("node-2");
        Pod();

        _world.Pass(_scheduler, "p");
        _world.Pass(_claims, "data");
        _world.Pass(_scheduler, "p");

        Assert.Equal("node-2", _world.Get<V1Pod>("p").Spec.NodeName);
        Assert.Equal("disk", _world.Get<V1PersistentVolumeClaim>("data").Spec.VolumeName);
    }

    [Fact]
    public void Without_a_volume_that_fits_the_pod_says_so_on_every_node()
    {
        Class("local", BindingPlan.NoProvisioner);
        Claim("local");
        Pod();

        _world.Pass(_scheduler, "p");

        Assert.StartsWith(
            "0/2 nodes are available: 2 node(s) didn't find available persistent volumes to bind.", _world.Get<V1Pod>("p").Status.Conditions.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_whose_claim_is_bound_at_once_waits_for_that_and_says_so_only_when_it_takes_long()
    {
        Class("now", "example.com/elsewhere", "Immediate");
        Claim("now");
        Pod();

        _world.Pass(_scheduler, "p");

        Assert.StartsWith("0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. ", _world.Get<V1Pod>("p").Status.Conditions.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bound_volume_holds_its_pods_to_its_node()
    {
        Class("local", BindingPlan.NoProvisioner, "Immediate");
        Claim("local");
        Volume("node-2");
        _world.Pass(_claims, "data");
        Pod();
        _world.Change(_world.Get<V1Node>("node-2", ""), node => node.Spec = new V1NodeSpec { Unschedulable = true });

        _world.Pass(_scheduler, "p");

        Assert.StartsWith(
            "0/2 nodes are available: 1 node(s) had volume node affinity conflict, 1 node(s) were unschedulable.", _world.Get<V1Pod>("p").Status.Conditions.Single().Message, StringComparison.Ordinal);
    }

    public void Dispose() => _world.Dispose();

    private void Class(string name, string provisioner, string mode = "WaitForFirstConsumer") =>
        _world.Create(new V1StorageClass { Metadata = new V1ObjectMeta { Name = name }, Provisioner = provisioner, VolumeBindingMode = mode });

    private void Claim(string type) => _world.Create(new V1PersistentVolumeClaim
    {
        Metadata = new V1ObjectMeta { Name = "data" },
        Spec = new V1PersistentVolumeClaimSpec
        {
            StorageClassName = type,
            AccessModes = ["ReadWriteOnce"],
            Resources = new V1VolumeResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new("1Gi") } },
        },
    });

    private void Volume(string node)
    {
        _world.Create(new V1PersistentVolume
        {
            Metadata = new V1ObjectMeta { Name = "disk" },
            Spec = new V1PersistentVolumeSpec
            {
                StorageClassName = "local",
                AccessModes = ["ReadWriteOnce"],
                Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = new("2Gi") },
                Local = new V1LocalVolumeSource { Path = "/nowhere" },
                NodeAffinity = new V1VolumeNodeAffinity
                {
                    Required = new V1NodeSelector { NodeSelectorTerms = [new V1NodeSelectorTerm { MatchExpressions = [new V1NodeSelectorRequirement { Key = "kubernetes.io/hostname", OperatorProperty = "In", Values = [node] }] }] },
                },
            },
        });
    }

    private void Pod() => _world.Create<V1Pod>(
        """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],"volumes":[{"name":"d","persistentVolumeClaim":{"claimName":"data"}}]}}""");
}
