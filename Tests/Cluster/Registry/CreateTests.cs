using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class CreateTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_new_object_gets_identity_and_time_from_the_system()
    {
        var made = _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a","uid":"mine","resourceVersion":"5","creationTimestamp":"1999-01-01T00:00:00Z"},"data":{"x":"1"}}""");

        var metadata = made["metadata"]!;
        Assert.Equal("2026-01-02T12:00:00Z", (string?)metadata["creationTimestamp"]);
        Assert.Equal("default", (string?)metadata["namespace"]);
        Assert.True(Guid.TryParse((string?)metadata["uid"], out _));
        Assert.Equal(_registry.Objects.ResourceVersion.ToString(), (string?)metadata["resourceVersion"]);
        Assert.Equal(["kind", "apiVersion", "metadata", "data"], made.Select(pair => pair.Key));
    }

    [Fact]
    public void A_generated_name_has_five_letters_that_spell_nothing()
    {
        var made = _registry.Create(KindTable.ConfigMap, """{"metadata":{"generateName":"gen-"}}""");

        Assert.Matches("^gen-[bcdfghjklmnpqrstvwxz2456789]{5}$", (string?)made["metadata"]!["name"]);
    }

    [Fact]
    public void A_dry_run_answers_the_object_and_stores_nothing()
    {
        var before = _registry.Objects.ResourceVersion;

        var made = _registry.Objects.Create(KindTable.ConfigMap, "default", TestRegistry.Json("""{"metadata":{"name":"dry"}}"""), new WriteOptions { DryRun = true });

        Assert.Equal("dry", made.Key.Name);
        Assert.Null(_registry.Objects.Find(KindTable.ConfigMap, TestRegistry.Key("dry")));
        Assert.Equal(before, _registry.Objects.ResourceVersion);
    }

    [Fact]
    public void A_namespace_begins_active_with_its_name_as_a_label()
    {
        var made = _registry.Create(KindTable.Namespace, """{"metadata":{"name":"two"}}""");

        Assert.Equal("""{"kubernetes.io/metadata.name":"two"}""", made["metadata"]!["labels"]!.ToJsonString());
        Assert.Equal("""{"finalizers":["kubernetes"]}""", made["spec"]!.ToJsonString());
        Assert.Equal("""{"phase":"Active"}""", made["status"]!.ToJsonString());
    }

    [Fact]
    public void Loops_write_typed_objects_and_read_them_back()
    {
        _registry.Client.Create(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "typed", NamespaceProperty = "default" }, Data = new Dictionary<string, string> { ["a"] = "1" } });

        var found = _registry.Client.Find<V1ConfigMap>("default", "typed")!;
        var changed = _registry.Client.Copy(found);
        changed.Data["a"] = "2";
        var updated = _registry.Client.Update(changed);

        Assert.Equal("1", found.Data["a"]);
        Assert.Equal("2", _registry.Client.Find<V1ConfigMap>("default", "typed")!.Data["a"]);
        Assert.Equal(updated.Metadata.ResourceVersion, _registry.Client.Update(updated).Metadata.ResourceVersion);
        Assert.True(Assert.Throws<StatusException>(() => _registry.Client.Update(changed)).IsConflict);
    }

    [Fact]
    public async Task A_watch_tells_what_happened_after_its_version()
    {
        var since = _registry.Objects.ResourceVersion;
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"w"}}""");
        _registry.Patch(KindTable.ConfigMap, "w", PatchType.Merge, """{"data":{"x":"2"}}""");
        _registry.Objects.Delete(KindTable.ConfigMap, TestRegistry.Key("w"), new DeletionOptions());

        var seen = new List<WatchEvent>();
        await foreach (var change in _registry.Objects.WatchAsync(KindTable.ConfigMap, "default", since, CancellationToken.None))
        {
            seen.Add(change);
            if (seen.Count == 3)
            {
                break;
            }
        }

        Assert.Equal([WatchEventType.Added, WatchEventType.Modified, WatchEventType.Deleted], seen.Select(change => change.Type));
        Assert.Equal([since + 1, since + 2, since + 3], seen.Select(change => change.Object.ResourceVersion));
        Assert.Equal("2", (string?)seen[2].Object.ToJson()["data"]!["x"]);
    }

    [Fact]
    public void A_pod_that_a_node_has_is_given_its_grace_and_then_removed_by_the_node()
    {
        _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"terminationGracePeriodSeconds":7,"containers":[{"name":"a","image":"busybox"}]}}""");
        _registry.Objects.Update(KindTable.Pod, TestRegistry.Key("p"), TestRegistry.Json("""{"target":{"name":"node-1"}}"""), WriteOptions.Loop, "binding");

        var marked = _registry.Objects.Delete(KindTable.Pod, TestRegistry.Key("p"), new DeletionOptions()).ToJson();
        _registry.Objects.Delete(KindTable.Pod, TestRegistry.Key("p"), DeletionOptions.Now);

        Assert.Equal("2026-01-02T12:00:07Z", (string?)marked["metadata"]!["deletionTimestamp"]);
        Assert.Equal("node-1", (string?)marked["spec"]!["nodeName"]);
        Assert.Null(_registry.Objects.Find(KindTable.Pod, TestRegistry.Key("p")));
    }

    [Fact]
    public void A_namespace_that_does_not_exist_is_not_found()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Objects.Create(KindTable.ConfigMap, "nosuch", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "x" } }, WriteOptions.Loop));

        Assert.Equal((404, "namespaces \"nosuch\" not found"), (refused.Code, refused.Message));
        Assert.Null(_registry.Objects.Find(KindTable.ConfigMap, new ObjectKey("nosuch", "x")));
    }
}
