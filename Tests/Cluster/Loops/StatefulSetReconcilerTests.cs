using k8s.Models;
using Workshop.Cluster.Loops.StatefulSets;

namespace Workshop.Cluster.Tests.Loops;

public sealed class StatefulSetReconcilerTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly StatefulSetReconciler _loop;

    public StatefulSetReconcilerTests() => _loop = new StatefulSetReconciler(_world.Client, _world.Events, _world.Time);

    [Fact]
    public void A_pod_below_the_partition_comes_back_with_the_template_that_it_had()
    {
        Create(3, "\"updateStrategy\": {\"rollingUpdate\": {\"partition\": 2}}");
        SetImage("busybox:2");
        _world.Client.Delete<V1Pod>("default", "web-0");
        Settle();

        Assert.Equal(["busybox:1", "busybox:1", "busybox:2"], Images);
        Assert.Equal((2, 1), (Status.CurrentReplicas, Status.UpdatedReplicas));
    }

    [Fact]
    public void The_partition_gone_the_rest_follows_and_what_was_new_is_what_there_is()
    {
        Create(2, "\"updateStrategy\": {\"rollingUpdate\": {\"partition\": 1}}");
        SetImage("busybox:2");
        _world.Change(_world.Get<V1StatefulSet>("web"), set => set.Spec.UpdateStrategy.RollingUpdate.Partition = 0);
        Settle();

        Assert.Equal(["busybox:2", "busybox:2"], Images);
        Assert.Equal((2, 2, true), (Status.CurrentReplicas, Status.UpdatedReplicas, Status.CurrentRevision == Status.UpdateRevision));
    }

    [Fact]
    public void Told_to_wait_for_its_user_it_replaces_nothing_and_makes_new_what_he_deletes()
    {
        Create(2, "\"updateStrategy\": {\"type\": \"OnDelete\"}");
        SetImage("busybox:2");
        Assert.Equal(["busybox:1", "busybox:1"], Images);
        _world.Client.Delete<V1Pod>("default", "web-0");
        Settle();

        Assert.Equal(["busybox:2", "busybox:1"], Images);
    }

    [Theory]
    [InlineData("Retain", "Retain", "", "")]
    [InlineData("Delete", "Retain", "StatefulSet web", "StatefulSet web")]
    [InlineData("Retain", "Delete", "", "Pod web-1")]
    [InlineData("Delete", "Delete", "StatefulSet web", "Pod web-1")]
    public void Claims_belong_to_what_they_are_to_go_with(string whenDeleted, string whenScaled, string first, string second)
    {
        Create(2, $$"""
            "persistentVolumeClaimRetentionPolicy": {"whenDeleted": "{{whenDeleted}}", "whenScaled": "{{whenScaled}}"},
            "volumeClaimTemplates": [{"metadata": {"name": "data"}, "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Mi"} } } }]
            """);
        _world.Change(_world.Get<V1StatefulSet>("web"), set => set.Spec.Replicas = 1);
        _world.Pass(_loop, "web");

        Assert.Equal([first, second], _world.All<V1PersistentVolumeClaim>().OrderBy(claim => claim.Metadata.Name, StringComparer.Ordinal)
            .Select(claim => string.Join(',', (claim.Metadata.OwnerReferences ?? []).Select(owner => $"{owner.Kind} {owner.Name}"))));
    }

    [Fact]
    public void The_cause_of_a_change_stands_in_its_revision()
    {
        Create(1, "", "\"annotations\": {\"kubernetes.io/change-cause\": \"first\"},");

        Assert.Equal("first", _world.All<V1ControllerRevision>().Single().Metadata.Annotations["kubernetes.io/change-cause"]);
    }

    public void Dispose() => _world.Dispose();

    private V1StatefulSetStatus Status => _world.Get<V1StatefulSet>("web").Status;

    private IEnumerable<string> Images => _world.All<V1Pod>().OrderBy(pod => pod.Metadata.Name, StringComparer.Ordinal).Select(pod => pod.Spec.Containers[0].Image);

    private void Create(int replicas, string more, string metadata = "")
    {
        _world.Create<V1StatefulSet>(
            $$$"""
            {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": { {{{metadata}}} "name": "web"}, "spec": { {{{more}}}{{{(more.Length > 0 ? "," : "")}}} "replicas": {{{replicas}}},
              "serviceName": "web", "selector": {"matchLabels": {"app": "web"} },
              "template": {"metadata": {"labels": {"app": "web"} }, "spec": {"containers": [{"name": "main", "image": "busybox:1"}]} } } }
            """);
        Settle();
    }

    private void SetImage(string image)
    {
        _world.Change(_world.Get<V1StatefulSet>("web"), set => set.Spec.Template.Spec.Containers[0].Image = image);
        Settle();
    }

    /// <summary>Passes until nothing changes any more; every pod is ready at once.</summary>
    private void Settle()
    {
        while (_world.Pass(_loop, "web").Count > 0)
        {
            foreach (var pod in _world.All<V1Pod>().Where(pod => pod.Status.Phase == "Pending"))
            {
                _world.MakeReady(pod);
            }
        }
    }
}
