using CsCheck;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Null is what Go reads it as: nothing in an object, a zero value in a list or a map; and whatever is stored can be read.</summary>
public sealed class NullTests : IDisposable
{
    private static readonly string[] Odd = ["null", "\"\"", "0", "[]", "{}", "[null]", "{\"a\":null}", "\"1\"", "false", "1.5", "\"2026-01-02T03:04:05.5Z\""];

    private readonly TestRegistry _registry = new();

    [Fact]
    public void A_claim_of_null_bytes_is_refused_as_one_of_none()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.PersistentVolumeClaim, """{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":null}}}}"""));

        Assert.Equal((422, "PersistentVolumeClaim \"c\" is invalid: spec.resources[storage]: Invalid value: \"0\": must be greater than zero"), (refused.Code, refused.Message));
    }

    [Fact]
    public void A_volume_of_null_bytes_is_refused_as_one_of_none()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.PersistentVolume, """{"metadata":{"name":"v"},"spec":{"accessModes":["ReadWriteOnce"],"capacity":{"storage":null},"hostPath":{"path":"/x"}}}"""));

        Assert.Contains("spec.capacity[storage]: Invalid value: \"0\": must be greater than zero", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_of_null_processors_is_one_of_none()
    {
        var pod = _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":null}}}]}}""");

        Assert.Equal("0", pod["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"]!.ToString());
    }

    [Theory]
    [InlineData("""{"containers":[null,{"name":"a","image":"a"}]}""", "spec.containers[0].name: Required value")]
    [InlineData("""{"containers":[{"name":"a","image":"a","env":[null]}]}""", "spec.containers[0].env[0].name: Required value")]
    public void A_null_in_a_list_is_an_empty_element(string spec, string refusal)
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, $$"""{"metadata":{"name":"p"},"spec":{{spec}} }"""));

        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_among_finalizers_is_an_empty_name()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"c","finalizers":[null]}}"""));

        Assert.Contains("metadata.finalizers[0]: Invalid value: \"\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_with_ends_of_lines_are_stored_without_them()
    {
        var secret = _registry.Create(KindTable.Secret, """{"metadata":{"name":"s"},"data":{"a":"YWJj\nZGVm"}}""");

        Assert.Equal("YWJjZGVm", secret["data"]!["a"]!.ToString());
    }

    [Fact]
    public void Whatever_is_stored_can_be_read()
    {
        string[] fields = ["resources", "env", "ports", "volumeMounts", "livenessProbe", "securityContext", "lifecycle", "args", "tty", "terminationMessagePath"];
        string[] inners = ["limits", "requests", "name", "value", "httpGet", "periodSeconds", ""];
        var number = 0;
        Gen.Select(Gen.Int[0, fields.Length - 1], Gen.Int[0, Odd.Length - 1], Gen.Int[0, inners.Length - 1]).Select((field, value, inner) => (fields[field], Odd[value], inners[inner])).Sample((field, value, inner) =>
        {
            var content = inner.Length == 0 ? value : $$"""{"{{inner}}":{{value}} }""";
            var name = $"p-{Interlocked.Increment(ref number)}";
            var pod = TestRegistry.Json($$$$"""{"metadata":{"name":"{{{{name}}}}"},"spec":{"containers":[{"name":"a","image":"a","{{{{field}}}}":{{{{content}}}} }]}}""");
            try
            {
                _registry.Objects.Create(KindTable.Pod, "default", pod, new WriteOptions());
            }
            catch (StatusException)
            {
                return;
            }

            Assert.NotNull(_registry.Objects.Get(KindTable.Pod, TestRegistry.Key(name)).As<V1Pod>());
        }, iter: 400, threads: 1);
    }

    [Fact]
    public void An_object_that_cannot_be_read_is_left_out_of_lists_and_can_be_deleted()
    {
        _registry.Create(KindTable.PersistentVolumeClaim, """{"metadata":{"name":"good"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""");
        var bad = TestRegistry.Json(
            """{"kind":"PersistentVolumeClaim","apiVersion":"v1","metadata":{"name":"bad","namespace":"default","uid":"u"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":""}}}}""");
        _registry.Store.TryAdd(KindTable.PersistentVolumeClaim, TestRegistry.Key("bad"), "u", bad);

        Assert.Equal(["good"], _registry.Client.List<V1PersistentVolumeClaim>().Select(claim => claim.Metadata.Name));
        Assert.Throws<UnreadableObjectException>(() => _registry.Client.Find<V1PersistentVolumeClaim>("default", "bad"));
        Assert.True(_registry.Client.Delete<V1PersistentVolumeClaim>("default", "bad"));
        Assert.Null(_registry.Objects.Find(KindTable.PersistentVolumeClaim, TestRegistry.Key("bad")));
    }

    public void Dispose() => _registry.Dispose();
}
