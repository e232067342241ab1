namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class ListTests(ApiHost api)
{
    private const string TableForm = "application/json;as=Table;v=v1;g=meta.k8s.io";

    [Fact]
    public async Task A_list_goes_page_by_page_and_shows_one_moment()
    {
        var url = await Three();
        var first = await api.Send("GET", url + "?limit=2");
        Assert.Equal(("ConfigMapList", "a", "b", "1"), (first.At("kind"), first.At("items.0.metadata.name"), first.At("items.1.metadata.name"), first.At("metadata.remainingItemCount")));

        await api.Send("POST", url, """{"metadata":{"name":"d"}}""");
        var next = await api.Send("GET", $"{url}?limit=2&continue={first.At("metadata.continue")}");
        Assert.Equal(["c"], next.Json["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.ToString()));
        Assert.Equal(("", "", first.At("metadata.resourceVersion")), (next.At("metadata.continue"), next.At("metadata.remainingItemCount"), next.At("metadata.resourceVersion")));
    }

    [Fact]
    public async Task Selectors_choose_objects()
    {
        var url = await Three();
        Assert.Equal("b", (await api.Send("GET", url + "?labelSelector=k%20in%20(v),!nosuch")).At("items.0.metadata.name"));
        Assert.Equal(["a", "c"], Names(await api.Send("GET", url + "?fieldSelector=metadata.name!%3Db")));
        Assert.Equal("", (await api.Send("GET", url + "?labelSelector=k%3Dv&limit=1")).At("metadata.remainingItemCount"));
    }

    [Fact]
    public async Task Objects_of_all_namespaces_are_listed()
    {
        await Three();
        await Three();
        Assert.True(Names(await api.Send("GET", "/api/v1/configmaps?fieldSelector=metadata.name%3Da")).Count >= 2);
    }

    [Theory]
    [InlineData("limit=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("limit=1&continue=bad", 400, "invalid continue token: continue key is not valid: invalid character 'm' looking for beginning of value")]
    [InlineData("continue=e30", 400, "invalid continue token: continue key is not valid: server does not recognize this encoded version")]
    [InlineData("labelSelector=a%20b", 400, "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt")]
    [InlineData("fieldSelector=data.x%3D1", 400, "\"data.x\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    [InlineData("resourceVersionMatch=Exact", 422, "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersion=1&resourceVersionMatch=Sometimes", 422, "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Unsupported value: \"Sometimes\": supported values: \"Exact\", \"NotOlderThan\", \"\"")]
    [InlineData("resourceVersion=1&resourceVersionMatch=Exact", 410, "The resourceVersion for the provided list is too old.")]
    [InlineData("resourceVersion=bad", 500, "resourceVersion: Invalid value: \"bad\": strconv.ParseUint: parsing \"bad\": invalid syntax")]
    public async Task A_wrong_option_is_refused_in_the_words_of_Kubernetes(string query, int code, string message)
    {
        var reply = await api.Send("GET", "/api/v1/namespaces/default/configmaps?" + query);
        Assert.Equal((code, message), (reply.Code, reply.Message));
    }

    [Fact]
    public async Task A_version_that_is_still_to_come_is_a_timeout_and_an_old_one_means_at_least()
    {
        var future = await api.Send("GET", "/api/v1/namespaces/default/configmaps?resourceVersion=999999999");
        Assert.Equal((504, "Timeout"), (future.Code, future.At("reason")));
        Assert.Equal(200, (await api.Send("GET", "/api/v1/namespaces/default/configmaps?resourceVersion=1")).Code);
        Assert.Equal(200, (await api.Send("GET", "/api/v1/namespaces/default/configmaps?resourceVersion=0")).Code);
    }

    [Fact]
    public async Task A_Table_has_columns_rows_and_their_metadata()
    {
        var url = await Three();
        var table = await api.Send("GET", url, accept: TableForm);
        Assert.Equal(("Table", "meta.k8s.io/v1", "Name", "name", "0"), (table.At("kind"), table.At("apiVersion"), table.At("columnDefinitions.0.name"), table.At("columnDefinitions.0.format"), table.At("columnDefinitions.0.priority")));
        Assert.Equal(("a", "1", "PartialObjectMetadata", "meta.k8s.io/v1", "a"),
            (table.At("rows.0.cells.0"), table.At("rows.0.cells.1"), table.At("rows.0.object.kind"), table.At("rows.0.object.apiVersion"), table.At("rows.0.object.metadata.name")));
        Assert.Equal("ConfigMap", (await api.Send("GET", url + "/a?includeObject=Object", accept: TableForm)).At("rows.0.object.kind"));
        var none = (await api.Send("GET", url + "/a?includeObject=None", accept: TableForm)).Json["rows"]![0]!.AsObject();
        Assert.Equal(["cells", "object"], none.Select(field => field.Key));
        Assert.Null(none["object"]);
    }

    [Fact]
    public async Task An_empty_Table_has_no_rows()
    {
        var table = await api.Send("GET", $"/api/v1/namespaces/{await api.NewNamespace()}/pods", accept: TableForm);
        Assert.Empty(table.Json["rows"]!.AsArray());
        Assert.Equal(9, table.Json["columnDefinitions"]!.AsArray().Count);
    }

    [Fact]
    public async Task Metadata_alone_can_be_listed()
    {
        var list = await api.Send("GET", await Three(), accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io");
        Assert.Equal(("PartialObjectMetadataList", "meta.k8s.io/v1", "a", ""), (list.At("kind"), list.At("apiVersion"), list.At("items.0.metadata.name"), list.At("items.0.data")));
    }

    [Theory]
    [InlineData("", "curl/8.5.0", true)]
    [InlineData("?pretty=false", "curl/8.5.0", false)]
    [InlineData("?pretty=true", "kubectl/v1.32.5", true)]
    [InlineData("", "kubectl/v1.32.5", false)]
    public async Task People_get_indented_JSON(string query, string agent, bool isIndented) =>
        Assert.Equal(isIndented, (await api.Send("GET", "/api/v1/namespaces/default" + query, agent: agent)).Text.Contains("\n  \"", StringComparison.Ordinal));

    private static List<string> Names(Reply reply) => [.. reply.Json["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.ToString())];

    private async Task<string> Three()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/configmaps";
        await api.Send("POST", url, """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        await api.Send("POST", url, """{"metadata":{"name":"b","labels":{"k":"v"}}}""");
        await api.Send("POST", url, """{"metadata":{"name":"c"}}""");
        return url;
    }
}
