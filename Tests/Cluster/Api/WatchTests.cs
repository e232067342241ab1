namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class WatchTests(ApiHost api)
{
    [Fact]
    public async Task A_watch_from_a_version_tells_what_happened_since()
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        var version = (await api.Send("GET", url)).At("metadata.resourceVersion");
        await api.Send("PATCH", url + "/a", """{"data":{"x":"2"}}""", "application/merge-patch+json");
        await api.Send("POST", url, """{"metadata":{"name":"b"}}""");
        await api.Send("DELETE", url + "/b");
        await using var watch = await WatchReader.Open(api.Client, $"{url}?watch=1&resourceVersion={version}");
        Assert.Equal("MODIFIED a", await watch.NextName());
        Assert.Equal("ADDED b", await watch.NextName());
        Assert.Equal("DELETED b", await watch.NextName());
        await api.Send("POST", url, """{"metadata":{"name":"c"}}""");
        Assert.Equal("ADDED c", await watch.NextName());
    }

    [Theory]
    [InlineData("watch=true&resourceVersion=0")]
    [InlineData("watch")]
    [InlineData("watch=1&fieldSelector=metadata.name%3Da&resourceVersion=0")]
    public async Task Without_a_version_what_is_there_comes_first(string query)
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        await using var watch = await WatchReader.Open(api.Client, $"{url}?{query}");
        Assert.Equal("ADDED a", await watch.NextName());
        await api.Send("PATCH", url + "/a", """{"data":{"x":"2"}}""", "application/merge-patch+json");
        Assert.Equal("MODIFIED a", await watch.NextName());
    }

    [Fact]
    public async Task Headers_come_before_any_event()
    {
        await using var watch = await WatchReader.Open(api.Client, $"{await Namespace()}?watch=1");
        Assert.Equal((200, "application/json"), ((int)watch.Response.StatusCode, watch.Response.Content.Headers.ContentType!.ToString()));
    }

    [Fact]
    public async Task An_object_that_enters_or_leaves_a_selection_is_added_or_deleted()
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        var version = (await api.Send("GET", url)).At("metadata.resourceVersion");
        await using var watch = await WatchReader.Open(api.Client, $"{url}?watch=1&labelSelector=k%3Dv&resourceVersion={version}");
        await Label("""{"k":"v"}""");
        Assert.Equal("ADDED a", await watch.NextName());
        await Label("""{"k":"v","other":"x"}""");
        Assert.Equal("MODIFIED a", await watch.NextName());
        await Label("""{"k":null}""");
        var left = await watch.Next();
        Assert.Equal(("DELETED", "v"), ((string?)left!["type"], (string?)left["object"]!["metadata"]!["labels"]!["k"]));
        Assert.Equal((await api.Send("GET", url + "/a")).At("metadata.resourceVersion"), (string?)left["object"]!["metadata"]!["resourceVersion"]);
        await Label("""{"other":"y"}""");
        await Label("""{"k":"v"}""");
        Assert.Equal("ADDED a", await watch.NextName());

        async Task Label(string labels) => await api.Send("PATCH", url + "/a", $$$"""{"metadata":{"labels":{{{labels}}}}}""", "application/merge-patch+json");
    }

    [Fact]
    public async Task A_version_that_is_forgotten_is_an_event_with_410()
    {
        await using var watch = await WatchReader.Open(api.Client, $"{await Namespace()}?watch=1&resourceVersion=1");
        var expired = await watch.Next();
        Assert.Equal(("ERROR", "Status", "410", "Expired"), ((string?)expired!["type"], (string?)expired["object"]!["kind"], expired["object"]!["code"]!.ToString(), (string?)expired["object"]!["reason"]));
        Assert.Null(await watch.Next());
    }

    [Theory]
    [InlineData("resourceVersion=bad", 500, "resourceVersion: Invalid value: \"bad\": strconv.ParseUint: parsing \"bad\": invalid syntax")]
    [InlineData("sendInitialEvents=true&resourceVersionMatch=NotOlderThan", 422, "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled")]
    [InlineData("resourceVersion=5&resourceVersionMatch=Exact", 422, "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch")]
    [InlineData("timeoutSeconds=soon", 400, "strconv.ParseInt: parsing \"soon\": invalid syntax")]
    public async Task A_wrong_option_is_refused_before_the_watch_begins(string query, int code, string message)
    {
        var reply = await api.Send("GET", $"{await Namespace()}?watch=1&{query}");
        Assert.Equal((code, message), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task The_client_says_how_long_it_lasts_and_gets_a_bookmark_at_its_end()
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        await using var watch = await WatchReader.Open(api.Client, $"{url}?watch=1&timeoutSeconds=1&allowWatchBookmarks=true");
        Assert.Equal("ADDED a", await watch.NextName());
        var bookmark = await watch.Next();
        Assert.Equal(("BOOKMARK", "ConfigMap"), ((string?)bookmark!["type"], (string?)bookmark["object"]!["kind"]));
        Assert.True(long.Parse((string)bookmark["object"]!["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Null(await watch.Next());
    }

    [Fact]
    public async Task Of_a_Table_each_event_is_one_row_and_only_the_first_names_the_columns()
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        await using var watch = await WatchReader.Open(api.Client, $"{url}?watch=1", "application/json;as=Table;v=v1;g=meta.k8s.io");
        var first = (await watch.Next())!["object"]!;
        Assert.Equal(("Table", 3, "a"), ((string?)first["kind"], first["columnDefinitions"]!.AsArray().Count, (string?)first["rows"]![0]!["cells"]![0]));
        await api.Send("POST", url, """{"metadata":{"name":"b"}}""");
        var second = (await watch.Next())!["object"]!;
        Assert.Null(second["columnDefinitions"]);
        Assert.Equal("b", (string?)second["rows"]![0]!["cells"]![0]);
    }

    [Fact]
    public async Task The_old_form_of_URL_watches_one_object()
    {
        var url = await Namespace();
        await api.Send("POST", url, """{"metadata":{"name":"a"}}""");
        await api.Send("POST", url, """{"metadata":{"name":"b"}}""");
        await using var watch = await WatchReader.Open(api.Client, $"{url.Replace("/api/v1/", "/api/v1/watch/", StringComparison.Ordinal)}/b?timeoutSeconds=1");
        Assert.Equal("ADDED b", await watch.NextName());
        Assert.Equal("END", await watch.NextName());
    }

    private async Task<string> Namespace() => $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
}
