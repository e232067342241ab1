using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>An event is one object in the words of two groups.</summary>
public sealed class EventVersionsTests : IDisposable
{
    private const string Newer =
        """{"metadata":{"name":"e"},"eventTime":"2026-01-02T03:04:05.000000Z","reportingController":"example.com/c","reportingInstance":"c-1","action":"Start","reason":"Started","note":"hello","type":"Normal","regarding":{"kind":"Pod","namespace":"default","name":"p"}}""";

    private readonly TestRegistry _registry = new();

    [Fact]
    public void What_a_newer_recorder_writes_is_read_by_older_readers()
    {
        _registry.Create(KindTable.EventV1, Newer);

        var old = _registry.Objects.Get(KindTable.Event, TestRegistry.Key("e")).ToJson();
        Assert.Equal(("hello", "p", "example.com/c"), (old["message"]!.ToString(), old["involvedObject"]!["name"]!.ToString(), old["reportingComponent"]!.ToString()));
    }

    [Fact]
    public void What_an_older_recorder_writes_is_read_by_newer_readers()
    {
        _registry.Create(
            KindTable.Event, """{"metadata":{"name":"e"},"involvedObject":{"namespace":"default","name":"p"},"message":"hello","count":3,"firstTimestamp":"2026-01-02T03:04:05Z","source":{"component":"kubelet"}}""");

        var item = _registry.Objects.Get(KindTable.EventV1, TestRegistry.Key("e")).ToJson();
        Assert.Equal("events.k8s.io/v1", item["apiVersion"]!.ToString());
        Assert.Equal(("hello", "3", "kubelet", "p"), (item["note"]!.ToString(), item["deprecatedCount"]!.ToString(), item["deprecatedSource"]!["component"]!.ToString(), item["regarding"]!["name"]!.ToString()));
    }

    [Theory]
    [InlineData("\"eventTime\":\"2026-01-02T03:04:05.000000Z\",", "", "eventTime: Required value")]
    [InlineData("\"action\":\"Start\",", "", "action: Required value")]
    [InlineData("\"example.com/c\"", "\"\"", "reportingController: Required value")]
    public void A_newer_recorder_says_when_who_and_what(string part, string by, string refusal)
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.EventV1, Newer.Replace(part, by, StringComparison.Ordinal)));

        Assert.Equal(422, refused.Code);
        Assert.Contains(refusal, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _registry.Dispose();
}
