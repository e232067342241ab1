using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Garbage;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class GarbageCollectorTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly GarbageCollector _collector;

    public GarbageCollectorTests()
    {
        _collector = new GarbageCollector(_world.Objects, _world.Events);
    }

    [Fact]
    public void Dependents_of_a_deleted_owner_are_deleted()
    {
        var owner = Map("owner");
        Map("a", owner);
        Map("b", owner);
        Map("c");
        _world.Client.Delete<V1ConfigMap>("default", "owner");

        Assert.Equal(["delete configmaps a", "delete configmaps b"], Pass(owner));
        Assert.Empty(Pass(owner));
    }

    [Fact]
    public void An_object_whose_owner_never_was_is_deleted()
    {
        var lost = Map("lost", new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "never", Uid = "00000000-0000-0000-0000-000000000000" } });

        Assert.Equal(["delete configmaps lost"], Pass(lost));
    }

    [Fact]
    public void Another_object_with_the_owners_name_is_not_the_owner()
    {
        var owner = Map("owner");
        var dependent = Map("a", owner);
        _world.Client.Delete<V1ConfigMap>("default", "owner");
        Map("owner");

        Assert.Equal(["delete configmaps a"], Pass(dependent));
    }

    [Fact]
    public void An_object_with_another_owner_left_stays_and_forgets_the_one_that_went()
    {
        var (one, two) = (Map("one"), Map("two"));
        Map("a", one, two);
        _world.Client.Delete<V1ConfigMap>("default", "one");

        Assert.Equal(["update configmaps a"], Pass(one));
        Assert.Equal(["two"], _world.Get<V1ConfigMap>("a").Metadata.OwnerReferences.Select(owner => owner.Name));
    }

    [Fact]
    public void Orphans_stay_and_forget_their_owner_before_it_goes()
    {
        var owner = Map("owner");
        Map("a", owner);
        _world.Client.Delete<V1ConfigMap>("default", "owner", new DeletionOptions { PropagationPolicy = "Orphan" });

        Assert.Equal(["delete configmaps owner", "update configmaps a"], Pass(owner));
        Assert.Null(_world.Get<V1ConfigMap>("a").Metadata.OwnerReferences);
    }

    [Fact]
    public void In_the_foreground_the_owner_goes_after_its_dependents()
    {
        var owner = Map("owner");
        var dependent = Map("a", owner);
        _world.Change(dependent, copy => copy.Metadata.Finalizers = ["example.com/hold"]);
        _world.Client.Delete<V1ConfigMap>("default", "owner", new DeletionOptions { PropagationPolicy = "Foreground" });

        Assert.Equal(["update configmaps a"], Pass(owner));
        Assert.Empty(Pass(owner));
        _world.Change(dependent, copy => copy.Metadata.Finalizers = null);
        Assert.Equal(["delete configmaps owner"], Pass(owner));
    }

    [Fact]
    public void In_the_foreground_the_whole_tree_goes_from_the_leaves()
    {
        var root = Map("root");
        var branch = Map("branch", root);
        Map("leaf", branch);
        _world.Client.Delete<V1ConfigMap>("default", "root", new DeletionOptions { PropagationPolicy = "Foreground" });

        Assert.Equal(["update configmaps branch"], Pass(root));
        Assert.Equal(["delete configmaps branch", "delete configmaps leaf"], Pass(branch));
        Assert.Equal(["delete configmaps root"], Pass(root));
    }

    [Fact]
    public void A_pod_that_has_ended_is_left_for_the_user_to_read()
    {
        var pod = _world.Create<V1Pod>("""{ "metadata": { "name": "done" }, "spec": { "containers": [ { "name": "c", "image": "i" } ] } }""");
        _world.ChangeStatus(pod, copy => copy.Status.Phase = "Succeeded");

        Assert.Empty(_world.Pass(_collector, new GarbageKey(KindTable.Pod.GroupResource, new ObjectKey("default", "done"), pod.Metadata.Uid).Encode().Name));
    }

    [Fact]
    public void An_object_without_a_namespace_is_never_deleted_for_an_owner_in_one()
    {
        var owner = Map("owner");
        var role = _world.Create(new V1ClusterRole
        {
            Metadata = new V1ObjectMeta { Name = "reader", OwnerReferences = [new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = "owner", Uid = owner.Metadata.Uid }] },
            Rules = [],
        });
        _world.Client.Delete<V1ConfigMap>("default", "owner");

        Assert.Empty(_world.Pass(_collector, new GarbageKey(KindTable.ClusterRole.GroupResource, ObjectKey.Cluster("reader"), role.Metadata.Uid).Encode().Name, ""));
        Assert.Equal(
            [$"Warning OwnerRefInvalidNamespace ownerRef [v1/ConfigMap, namespace: , name: owner, uid: {owner.Metadata.Uid}] does not exist in namespace \"\""], _world.Events.All);
    }

    [Fact]
    public void An_object_whose_owner_lives_in_another_namespace_is_deleted_and_told()
    {
        var owner = _world.Create(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "owner", NamespaceProperty = "kube-system" } });
        var lost = Map("lost", owner);

        Assert.Equal(["delete configmaps lost"], Pass(lost));
        Assert.Equal(
            [$"Warning OwnerRefInvalidNamespace ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: {owner.Metadata.Uid}] does not exist in namespace \"default\""],
            _world.Events.All);
    }

    public void Dispose() => _world.Dispose();

    private V1ConfigMap Map(string name, params V1ConfigMap[] owners) => _world.Create(new V1ConfigMap
    {
        Metadata = new V1ObjectMeta
        {
            Name = name,
            OwnerReferences = owners.Length == 0
                ? null
                : [.. owners.Select(owner => new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = owner.Metadata.Name, Uid = owner.Metadata.Uid, BlockOwnerDeletion = true })],
        },
    });

    private IReadOnlyList<string> Pass(V1ConfigMap item) =>
        _world.Pass(_collector, new GarbageKey(KindTable.ConfigMap.GroupResource, new ObjectKey("default", item.Metadata.Name), item.Metadata.Uid).Encode().Name);
}
