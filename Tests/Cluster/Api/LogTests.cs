using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class LogTests(ApiHost api)
{
    [Fact]
    public async Task A_log_comes_as_plain_text_line_by_line()
    {
        var url = await Pod("""[{"name":"c","image":"i"}]""");
        var lines = api.Logs.Begin();
        using var request = new HttpRequestMessage(HttpMethod.Get, url + "?follow=true&tailLines=5&timestamps=true&previous=false&sinceSeconds=7&limitBytes=100&container=c");
        using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(new Cluster.Nodes.ContainerLogOptions("c", true, false, 5, 7, null, true, 100), api.Logs.Asked);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await lines.WriteAsync("one\n");
        Assert.Equal("one", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
        await lines.WriteAsync("two\n");
        Assert.Equal("two", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
        lines.Complete();
        Assert.Null(await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task A_refusal_of_the_node_is_a_Status()
    {
        var url = await Pod("""[{"name":"c","image":"i"}]""");
        api.Logs.Refusal = new StatusException(400, "BadRequest", "container \"c\" in pod \"p\" is waiting to start: ContainerCreating");
        var reply = await api.Send("GET", url);
        Assert.Equal((400, "container \"c\" in pod \"p\" is waiting to start: ContainerCreating", "application/json"), (reply.Code, reply.Message, reply.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("", 400, "a container name must be specified for pod p, choose one of: [c d]")]
    [InlineData("?container=nosuch", 400, "container nosuch is not valid for pod p")]
    [InlineData("?container=c&tailLines=-1", 422, "PodLogOptions.meta.k8s.io \"\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("?container=c&sinceTime=yesterday", 400, "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    public async Task A_wrong_request_is_refused(string query, int code, string message)
    {
        var reply = await api.Send("GET", await Pod("""[{"name":"c","image":"i"},{"name":"d","image":"i"}]""") + query);
        Assert.Equal((code, message), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task Of_a_pod_that_is_not_there_there_is_no_log() =>
        Assert.Equal("pods \"nosuch\" not found", (await api.Send("GET", "/api/v1/namespaces/default/pods/nosuch/log")).Message);

    private async Task<string> Pod(string containers)
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/pods";
        await api.Send("POST", url, $$$"""{"metadata":{"name":"p"},"spec":{"containers":{{{containers}}}}}""");
        return url + "/p/log";
    }
}
