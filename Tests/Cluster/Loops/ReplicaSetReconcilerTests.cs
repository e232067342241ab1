using k8s.Models;
using Workshop.Cluster.Loops.ReplicaSets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class ReplicaSetReconcilerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly ReplicaSetReconciler _sets;

    public ReplicaSetReconcilerTests()
    {
        _sets = new ReplicaSetReconciler(_world.Client, _world.Events, _world.Time);
    }

    [Fact]
    public void Missing_pods_are_made_and_the_next_pass_makes_no_more_although_nobody_was_told()
    {
        Want(3);

        Assert.Equal(["create pods web-*", "create pods web-*", "create pods web-*", "update replicasets.apps web"], _world.Pass(_sets, "web"));
        Assert.Empty(_world.Pass(_sets, "web"));
        Assert.All(_world.Events.All, line => Assert.StartsWith("Normal SuccessfulCreate Created pod: web-", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_pod_names_its_owner()
    {
        var set = Want(1);
        _world.Pass(_sets, "web");
        var owner = _world.All<V1Pod>().Single().Metadata.OwnerReferences.Single();

        Assert.Equal(("apps/v1", "ReplicaSet", "web", set.Metadata.Uid, true, true), (owner.ApiVersion, owner.Kind, owner.Name, owner.Uid, owner.Controller, owner.BlockOwnerDeletion));
    }

    [Fact]
    public void A_deleted_pod_comes_back_as_another_one()
    {
        Want(2);
        _world.Pass(_sets, "web");
        var victim = _world.All<V1Pod>()[0];
        _world.Client.Delete<V1Pod>("default", victim.Metadata.Name);

        Assert.Equal(["create pods web-*"], _world.Pass(_sets, "web"));
        Assert.DoesNotContain(_world.All<V1Pod>(), pod => pod.Metadata.Uid == victim.Metadata.Uid);
    }

    [Fact]
    public void A_pod_that_is_ending_is_replaced_without_waiting_for_its_end()
    {
        Want(1);
        _world.Pass(_sets, "web");
        var ending = _world.All<V1Pod>().Single();
        _world.Bind(ending, "node");
        _world.Client.Delete<V1Pod>("default", ending.Metadata.Name);

        Assert.Equal(["create pods web-*"], _world.Pass(_sets, "web"));
        Assert.Equal(2, _world.All<V1Pod>().Count);
    }

    [Fact]
    public void Surplus_pods_go_unready_ones_first()
    {
        Want(3);
        _world.Pass(_sets, "web");
        var pods = _world.All<V1Pod>();
        _world.MakeReady(pods[0]);
        _world.MakeReady(pods[2]);
        _world.Change(_world.Get<V1ReplicaSet>("web"), copy => copy.Spec.Replicas = 2);

        Assert.Equal(["delete pods web-*", "update replicasets.apps web"], _world.Pass(_sets, "web"));
        Assert.Equal([pods[0].Metadata.Name, pods[2].Metadata.Name], _world.All<V1Pod>().Select(pod => pod.Metadata.Name));
        Assert.Contains($"Normal SuccessfulDelete Deleted pod: {pods[1].Metadata.Name}", _world.Events.All);
    }

    [Fact]
    public void The_status_counts_as_Kubernetes_counts()
    {
        Want(2);
        _world.Pass(_sets, "web");
        _world.MakeReady(_world.All<V1Pod>()[0]);
        _world.Pass(_sets, "web");
        var status = _world.Get<V1ReplicaSet>("web").Status;

        Assert.Equal((2, 2, 1, 1, 1L), (status.Replicas, status.FullyLabeledReplicas, status.ReadyReplicas, status.AvailableReplicas, status.ObservedGeneration));
    }

    [Fact]
    public async Task A_ready_pod_is_available_only_after_minReadySeconds_and_the_loop_comes_back_then()
    {
        Want(1, minReadySeconds: 10);
        _world.Pass(_sets, "web");
        _world.MakeReady(_world.All<V1Pod>().Single());

        var result = await _sets.ReconcileAsync(new Cluster.Objects.ObjectKey("default", "web"), CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(10), result.RequeueAfter);
        Assert.Null(_world.Get<V1ReplicaSet>("web").Status.AvailableReplicas);
        _world.Time.Advance(TimeSpan.FromSeconds(10));
        _world.Pass(_sets, "web");
        Assert.Equal(1, _world.Get<V1ReplicaSet>("web").Status.AvailableReplicas);
    }

    [Fact]
    public void A_pod_whose_labels_change_is_released_and_replaced()
    {
        Want(1);
        _world.Pass(_sets, "web");
        var pod = _world.All<V1Pod>().Single();
        _world.Change(pod, copy => copy.Metadata.Labels["app"] = "debug");

        Assert.Equal(["create pods web-*", "update pods web-*"], _world.Pass(_sets, "web"));
        Assert.Null(_world.Get<V1Pod>(pod.Metadata.Name).Metadata.OwnerReferences);
    }

    [Fact]
    public void A_pod_that_fits_and_has_no_owner_is_adopted_instead_of_making_one()
    {
        _world.Create<V1Pod>("""{ "metadata": { "name": "alone", "labels": { "app": "web" } }, "spec": { "containers": [ { "name": "web", "image": "web:1" } ] } }""");
        Want(1);

        Assert.Equal(["update pods alone", "update replicasets.apps web"], _world.Pass(_sets, "web"));
        Assert.Equal("web", _world.Get<V1Pod>("alone").Metadata.OwnerReferences.Single().Name);
    }

    [Fact]
    public void In_a_namespace_that_is_going_away_no_pod_is_made_and_nothing_fails()
    {
        Want(1);
        _world.Client.Create(new V1Namespace { Metadata = new V1ObjectMeta { Name = "going" } });
        _world.Create(new V1ReplicaSet { Metadata = new V1ObjectMeta { Name = "web", NamespaceProperty = "going" }, Spec = _world.Get<V1ReplicaSet>("web").Spec });
        _world.Client.Delete<V1Namespace>("", "going");

        Assert.DoesNotContain(_world.Pass(_sets, "web", "going"), line => line.StartsWith("create", StringComparison.Ordinal));
        Assert.Empty(_world.Events.All);
    }

    public void Dispose() => _world.Dispose();

    private V1ReplicaSet Want(int replicas, int minReadySeconds = 0) => _world.Create<V1ReplicaSet>($$"""
        { "metadata": { "name": "web" }, "spec": { "replicas": {{replicas}}, "minReadySeconds": {{minReadySeconds}}, "selector": { "matchLabels": { "app": "web" } },
          "template": { "metadata": { "labels": { "app": "web" } }, "spec": { "containers": [ { "name": "web", "image": "web:1" } ] } } } }
        """);
}
