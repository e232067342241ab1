using k8s.Models;
using Workshop.Cluster.Loops.Deployments;
using Workshop.Cluster.Loops.ReplicaSets;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class DeploymentReconcilerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly DeploymentReconciler _deployments;
    private readonly ReplicaSetReconciler _sets;

    public DeploymentReconcilerTests()
    {
        _deployments = new DeploymentReconciler(_world.Client, _world.Events, _world.Time);
        _sets = new ReplicaSetReconciler(_world.Client, _world.Events, _world.Time);
    }

    [Fact]
    public void A_new_Deployment_gets_a_ReplicaSet_and_a_second_pass_changes_nothing()
    {
        Deploy(replicas: 2);

        Assert.Equal(["create replicasets.apps hello-*", "update deployments.apps hello"], _world.Pass(_deployments, "hello"));
        Assert.Empty(_world.Pass(_deployments, "hello"));
        Assert.Equal([$"Normal ScalingReplicaSet Scaled up replica set {Only().Metadata.Name} to 2"], _world.Events.All);
    }

    [Fact]
    public void A_ReplicaSet_carries_what_kubectl_and_a_rollback_read()
    {
        Deploy(replicas: 2);
        _world.Pass(_deployments, "hello");
        var set = Only();

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["deployment.kubernetes.io/desired-replicas"] = "2",
                ["deployment.kubernetes.io/max-replicas"] = "3",
                ["deployment.kubernetes.io/revision"] = "1",
                ["kubernetes.io/change-cause"] = "first",
            },
            set.Metadata.Annotations);
        var hash = set.Metadata.Name["hello-".Length..];
        Assert.Equal(new Dictionary<string, string> { ["app"] = "hello", ["pod-template-hash"] = hash }, set.Spec.Selector.MatchLabels);
        Assert.Equal(new Dictionary<string, string> { ["app"] = "hello", ["pod-template-hash"] = hash, ["track"] = "stable" }, set.Spec.Template.Metadata.Labels);
        Assert.Equal(("Deployment", true, true), (set.Metadata.OwnerReferences[0].Kind, set.Metadata.OwnerReferences[0].Controller, set.Metadata.OwnerReferences[0].BlockOwnerDeletion));
        Assert.Equal("1", _world.Get<V1Deployment>("hello").Metadata.Annotations["deployment.kubernetes.io/revision"]);
    }

    [Fact]
    public void A_finished_rollout_says_so_in_Kubernetes_words()
    {
        Deploy(replicas: 2);
        Settle();
        var status = _world.Get<V1Deployment>("hello").Status;

        Assert.Equal((2, 2, 2, 2, null), (status.Replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas, status.UnavailableReplicas));
        Assert.Equal(
            [
                "Available True MinimumReplicasAvailable Deployment has minimum availability.",
                $"Progressing True NewReplicaSetAvailable ReplicaSet \"{Only().Metadata.Name}\" has successfully progressed.",
            ],
            status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason} {condition.Message}"));
        Assert.Equal(1, status.ObservedGeneration);
    }

    [Fact]
    public void A_new_image_rolls_one_ReplicaSet_up_and_the_other_down()
    {
        Deploy(replicas: 2);
        Settle();
        SetImage("hello:2");
        Settle();

        Assert.Equal([("hello:1", 0), ("hello:2", 2)], Sizes());
        var (one, two) = (NameOf("hello:1"), NameOf("hello:2"));
        Assert.Equal(
            [
                $"Scaled up replica set {one} to 2",
                $"Scaled up replica set {two} to 1",
                $"Scaled down replica set {one} to 1 from 2",
                $"Scaled up replica set {two} to 2 from 1",
                $"Scaled down replica set {one} to 0 from 1",
            ],
            Scalings());
    }

    [Fact]
    public void A_rollback_takes_the_old_ReplicaSet_again_under_a_new_revision()
    {
        Deploy(replicas: 1);
        Settle();
        SetImage("hello:2");
        Settle();
        SetImage("hello:1");
        Settle();

        Assert.Equal(2, _world.All<V1ReplicaSet>().Count);
        var set = _world.Get<V1ReplicaSet>(NameOf("hello:1"));
        Assert.Equal(("3", "1"), (set.Metadata.Annotations[ReplicaSetAnnotations.Revision], set.Metadata.Annotations[ReplicaSetAnnotations.RevisionHistory]));
        Assert.Equal("3", _world.Get<V1Deployment>("hello").Metadata.Annotations[ReplicaSetAnnotations.Revision]);
        Assert.Contains($"Scaled up replica set {set.Metadata.Name} to 1 from 0", Scalings());
    }

    [Fact]
    public void A_paused_Deployment_rolls_nothing_until_it_is_resumed()
    {
        Deploy(replicas: 1);
        Settle();
        _world.Change(Deployment, copy => copy.Spec.Paused = true);
        SetImage("hello:2");
        Settle();

        Assert.Equal([("hello:1", 1)], Sizes());
        Assert.Equal("Unknown DeploymentPaused Deployment is paused", Progress());
        _world.Change(Deployment, copy => copy.Spec.Paused = false);
        Settle();
        Assert.Equal([("hello:1", 0), ("hello:2", 1)], Sizes());
    }

    [Fact]
    public void A_Deployment_that_is_paused_from_the_start_says_so_and_makes_nothing()
    {
        Deploy(replicas: 10);
        _world.Change(Deployment, copy => copy.Spec.Paused = true);

        Assert.Equal(["update deployments.apps hello"], _world.Pass(_deployments, "hello"));
        Assert.Equal("Unknown DeploymentPaused Deployment is paused", Progress());
    }

    [Fact]
    public void Recreate_makes_no_new_pod_before_the_last_old_one_has_gone()
    {
        Deploy(replicas: 2, strategy: "Recreate");
        Settle();
        var pods = _world.All<V1Pod>().ToList();
        pods.ForEach(pod => _world.Bind(pod, "node"));
        SetImage("hello:2");
        Settle();

        // The node has yet to end the processes.
        Assert.Equal([("hello:1", 0)], Sizes());
        Assert.All(_world.All<V1Pod>(), pod => Assert.NotNull(pod.Metadata.DeletionTimestamp));
        pods.ForEach(pod => _world.Client.Delete<V1Pod>("default", pod.Metadata.Name, DeletionOptions.Now));
        Settle();
        Assert.Equal([("hello:1", 0), ("hello:2", 2)], Sizes());
        Assert.Equal(
            [$"Scaled up replica set {NameOf("hello:1")} to 2", $"Scaled down replica set {NameOf("hello:1")} to 0 from 2", $"Scaled up replica set {NameOf("hello:2")} to 2"],
            Scalings());
    }

    [Fact]
    public async Task A_rollout_that_gets_nowhere_exceeds_its_deadline_and_comes_back_to_look()
    {
        Deploy(replicas: 1);
        Settle();
        SetImage("hello:3");
        Settle(ready: false);

        var result = await _deployments.ReconcileAsync(new Cluster.Objects.ObjectKey("default", "hello"), CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(7), result.RequeueAfter);
        _world.Time.Advance(TimeSpan.FromSeconds(7));
        _world.Pass(_deployments, "hello");
        Assert.Equal($"False ProgressDeadlineExceeded ReplicaSet \"{NameOf("hello:3")}\" has timed out progressing.", Progress());
        Assert.Equal([("hello:1", 1), ("hello:3", 1)], Sizes());
    }

    [Fact]
    public void A_name_that_another_ReplicaSet_has_is_avoided_by_the_collision_count()
    {
        var deployment = Deploy(replicas: 1);
        var name = $"hello-{PodTemplates.Hash(deployment.Spec.Template, null)}";
        _world.Create<V1ReplicaSet>($$"""
            { "metadata": { "name": "{{name}}" }, "spec": { "replicas": 0, "selector": { "matchLabels": { "app": "other" } },
              "template": { "metadata": { "labels": { "app": "other" } }, "spec": { "containers": [ { "name": "x", "image": "x" } ] } } } }
            """);
        _world.Pass(_deployments, "hello");
        _world.Pass(_deployments, "hello");

        Assert.Equal(1, Deployment.Status.CollisionCount);
        Assert.Equal(1, _world.All<V1ReplicaSet>().Count(set => set.Metadata.Name != name && set.Metadata.OwnerReferences?.Count == 1));
    }

    [Fact]
    public void Old_ReplicaSets_beyond_the_history_limit_are_deleted_when_the_rollout_is_complete()
    {
        Deploy(replicas: 1);
        _world.Change(Deployment, copy => copy.Spec.RevisionHistoryLimit = 1);
        Settle();
        SetImage("hello:2");
        Settle();
        SetImage("hello:3");
        Settle();

        Assert.Equal([("hello:2", 0), ("hello:3", 1)], Sizes());
    }

    [Fact]
    public void An_orphaned_ReplicaSet_that_fits_is_adopted()
    {
        Deploy(replicas: 1);
        Settle();
        _world.Change(Only(), copy => copy.Metadata.OwnerReferences = null);
        _world.Pass(_deployments, "hello");

        Assert.Equal("hello", Only().Metadata.OwnerReferences.Single().Name);
    }

    [Fact]
    public void A_vanished_Deployment_is_success() => Assert.Empty(_world.Pass(_deployments, "nosuch"));

    public void Dispose() => _world.Dispose();

    private V1Deployment Deployment => _world.Get<V1Deployment>("hello");

    private V1ReplicaSet Only() => _world.All<V1ReplicaSet>().Single();

    private V1Deployment Deploy(int replicas, string strategy = "RollingUpdate") => _world.Create<V1Deployment>($$"""
        { "metadata": { "name": "hello", "annotations": { "kubernetes.io/change-cause": "first" } },
          "spec": { "replicas": {{replicas}}, "progressDeadlineSeconds": 6, "strategy": { "type": "{{strategy}}" }, "selector": { "matchLabels": { "app": "hello" } },
            "template": { "metadata": { "labels": { "app": "hello", "track": "stable" } }, "spec": { "containers": [ { "name": "hello", "image": "hello:1" } ] } } } }
        """);

    private void SetImage(string image) => _world.Change(Deployment, copy => copy.Spec.Template.Spec.Containers[0].Image = image);

    /// <summary>Passes of both loops, and pods that become ready, until nothing changes any more.</summary>
    private void Settle(bool ready = true)
    {
        for (var i = 0; i < 20; i++)
        {
            _world.Pass(_deployments, "hello");
            foreach (var set in _world.All<V1ReplicaSet>())
            {
                _world.Pass(_sets, set.Metadata.Name);
            }

            foreach (var pod in _world.All<V1Pod>().Where(pod => ready && pod.Metadata.DeletionTimestamp is null))
            {
                _world.MakeReady(pod);
            }
        }
    }

    private IEnumerable<(string Image, int Replicas)> Sizes() =>
        _world.All<V1ReplicaSet>().Select(set => (set.Spec.Template.Spec.Containers[0].Image, set.Spec.Replicas ?? 0)).Order();

    private string NameOf(string image) => _world.All<V1ReplicaSet>().Single(set => set.Spec.Template.Spec.Containers[0].Image == image).Metadata.Name;

    private string Progress()
    {
        var progress = DeploymentConditions.Find(Deployment.Status, DeploymentConditions.Progressing)!;
        return $"{progress.Status} {progress.Reason} {progress.Message}";
    }

    private IEnumerable<string> Scalings() =>
        _world.Events.All.Where(line => line.Contains("ScalingReplicaSet", StringComparison.Ordinal)).Select(line => line["Normal ScalingReplicaSet ".Length..]);
}
