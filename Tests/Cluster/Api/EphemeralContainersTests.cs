namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class EphemeralContainersTests(ApiHost api) : IAsyncLifetime
{
    private string _ns = "";

    public async Task InitializeAsync()
    {
        _ns = await api.NewNamespace();
        await api.Send("POST", $"/api/v1/namespaces/{_ns}/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"main","image":"busybox:1"}]}}""");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task They_are_added_with_defaults_and_all_else_stays()
    {
        var reply = await Patch("""{"metadata":{"labels":{"a":"b"}},"spec":{"nodeName":"elsewhere","ephemeralContainers":[{"name":"look","image":"busybox","stdin":true,"targetContainerName":"main"}]}}""");

        Assert.Equal((200, "look", "Always", "File"), (reply.Code, reply.At("spec.ephemeralContainers.0.name"), reply.At("spec.ephemeralContainers.0.imagePullPolicy"), reply.At("spec.ephemeralContainers.0.terminationMessagePolicy")));
        Assert.Equal(("", ""), (reply.At("spec.nodeName"), reply.At("metadata.labels")));
    }

    [Theory]
    [InlineData("""{"name":"main","image":"busybox"}""", "spec.ephemeralContainers[0].name: Duplicate value: \"main\"")]
    [InlineData("""{"name":"look"}""", "spec.ephemeralContainers[0].image: Required value")]
    [InlineData("""{"name":"look","image":"busybox","targetContainerName":"nosuch"}""", "spec.ephemeralContainers[0].targetContainerName: Not found: \"nosuch\"")]
    [InlineData("""{"name":"look","image":"busybox","ports":[{"containerPort":80}]}""", "spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container")]
    public async Task What_they_may_not_be_is_refused(string container, string message)
    {
        var reply = await Patch($$"""{"spec":{"ephemeralContainers":[{{container}}] } }""");

        Assert.Equal((422, "Invalid"), (reply.Code, reply.At("reason")));
        Assert.Contains(message, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_has_come_stays_as_it_is()
    {
        await Patch("""{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox"}]}}""");

        var changed = await Patch("""{"spec":{"ephemeralContainers":[{"name":"look","image":"busybox:2"}]}}""");
        var removed = await api.Send("PATCH", Url, """{"spec":{"ephemeralContainers":null}}""", "application/merge-patch+json");

        Assert.Contains("existing ephemeral containers \"look\" may not be changed", changed.Message, StringComparison.Ordinal);
        Assert.Contains("existing ephemeral containers \"look\" may not be removed", removed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_pod_has_none()
    {
        var reply = await api.Send(
            "POST", $"/api/v1/namespaces/{_ns}/pods", """{"metadata":{"name":"q"},"spec":{"containers":[{"name":"main","image":"busybox:1"}],"ephemeralContainers":[{"name":"look","image":"busybox"}]}}""");

        Assert.Equal((422, "Pod \"q\" is invalid: spec.ephemeralContainers: Forbidden: cannot be set on create"), (reply.Code, reply.Message));
    }

    private string Url => $"/api/v1/namespaces/{_ns}/pods/p/ephemeralcontainers";

    private Task<Reply> Patch(string body) => api.Send("PATCH", Url, body, "application/strategic-merge-patch+json");
}
