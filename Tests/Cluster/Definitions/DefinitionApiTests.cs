using Workshop.Cluster.Tests.Api;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>A custom resource over the API, with the loops behind it: from its definition to the end of both.</summary>
public sealed class DefinitionApiTests(LoopingApi api) : IClassFixture<LoopingApi>
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly string _group = $"g{Guid.NewGuid():N}.example.com";

    private string Url => $"/apis/{_group}/v1";

    [Fact]
    public async Task A_definition_changes_discovery_and_OpenAPI_at_once_and_its_end_changes_them_back()
    {
        var before = await api.Send("GET", "/apis", accept: Aggregated);
        Assert.Equal(404, (await api.Send("GET", $"{Url}/tabs")).Code);

        await Define();

        var after = await api.Send("GET", "/apis", accept: Aggregated);
        Assert.NotEqual(before.Headers["ETag"], after.Headers["ETag"]);
        var group = after.Json["items"]!.AsArray().Single(group => (string)group!["metadata"]!["name"]! == _group)!;
        Assert.Equal(
            $$"""{"resource":"tabs","responseKind":{"group":"{{_group}}","version":"v1","kind":"Tab"},"scope":"Namespaced","singularResource":"tab","verbs":["delete","deletecollection","get","list","patch","create","update","watch"],"shortNames":["tb"],"categories":["all"],"subresources":[{"subresource":"status","responseKind":{"group":"{{_group}}","version":"v1","kind":"Tab"},"verbs":["get","patch","update"]}]}""",
            group["versions"]![0]!["resources"]![0]!.ToJsonString());
        Assert.Equal(["tabs", "tabs/status"], (await api.Send("GET", Url)).Json["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        var index = (await api.Send("GET", "/openapi/v3")).Json["paths"]![$"apis/{_group}/v1"]!["serverRelativeURL"]!.ToString();
        Assert.Contains("fieldValidation", (await api.Send("GET", index)).Json["paths"]![$"{Url}/namespaces/{{namespace}}/tabs/{{name}}"]!["patch"]!.ToJsonString(), StringComparison.Ordinal);

        await api.Send("DELETE", $"{Definitions}/tabs.{_group}");
        await Eventually.Is(async () => (await api.Send("GET", $"{Url}/tabs")).Code == 404, "its kind is served no more", Limit, CancellationToken.None);
        Assert.Equal(404, (await api.Send("GET", Url)).Code);
    }

    [Fact]
    public async Task Its_objects_are_listed_as_tables_watched_and_patched()
    {
        await Define();
        var ns = await api.NewNamespace();
        var url = $"{Url}/namespaces/{ns}/tabs";
        Assert.Equal(201, (await Create(ns, "a", """{"color":"red"}""")).Code);
        var table = await api.Send("GET", url, accept: Table);
        Assert.Equal("""["a","red"]""", table.Json["rows"]![0]!["cells"]!.ToJsonString());
        Assert.Equal("PartialObjectMetadata", table.At("rows.0.object.kind"));

        await using var watch = await WatchReader.Open(api.Client, $"{url}?watch=1&resourceVersion={table.At("metadata.resourceVersion")}");
        await Create(ns, "b", "{}");
        Assert.Equal("ADDED b", await watch.NextName());
        Assert.Equal(200, (await api.Send("PATCH", $"{url}/b", """{"spec":{"color":"blue"}}""", "application/merge-patch+json")).Code);
        Assert.Equal("MODIFIED b", await watch.NextName());
        var refused = await api.Send("PATCH", $"{url}/b", """{"spec":{"color":"blue"}}""", "application/strategic-merge-patch+json");
        Assert.Equal((415, "UnsupportedMediaType"), (refused.Code, refused.At("reason")));
        Assert.Equal(200, (await api.Send("DELETE", $"{url}/b")).Code);
        Assert.Equal("DELETED b", await watch.NextName());
        Assert.Equal(["a"], (await api.Send("GET", $"{Url}/tabs?fieldSelector=metadata.namespace={ns}")).Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
    }

    [Fact]
    public async Task Strict_and_warn_speak_of_unknown_and_duplicate_fields()
    {
        await Define();
        var ns = await api.NewNamespace();
        var body = """{"metadata":{"name":"a"},"spec":{"colour":"red","color":"red","color":"blue"}}""";

        var strict = await api.Send("POST", $"{Url}/namespaces/{ns}/tabs?fieldValidation=Strict", body);
        var warned = await api.Send("POST", $"{Url}/namespaces/{ns}/tabs?fieldValidation=Warn", body);

        Assert.Equal((400, "Tab in version \"v1\" cannot be handled as a Tab: strict decoding error: duplicate field \"spec.color\""), (strict.Code, strict.Message));
        Assert.Equal((201, "blue"), (warned.Code, warned.At("spec.color")));
        Assert.Contains("duplicate field \\\"spec.color\\\"", warned.Headers["Warning"], StringComparison.Ordinal);
        Assert.Contains("unknown field \\\"spec.colour\\\"", warned.Headers["Warning"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_go_with_their_owner_their_namespace_and_their_definition()
    {
        await Define();
        var (ns, other) = (await api.NewNamespace(), await api.NewNamespace());
        var owner = await Create(ns, "owner", "{}");
        await api.Send("POST", $"/api/v1/namespaces/{ns}/configmaps", Owned("owned", owner));
        await api.Send("POST", $"{Url}/namespaces/{ns}/tabs", Owned("child", owner));
        await Create(ns, "alone", "{}");
        await Create(other, "elsewhere", "{}");

        await api.Send("DELETE", $"{Url}/namespaces/{ns}/tabs/owner");
        await Gone($"/api/v1/namespaces/{ns}/configmaps/owned");
        await Gone($"{Url}/namespaces/{ns}/tabs/child");
        Assert.Equal(200, (await api.Send("GET", $"{Url}/namespaces/{ns}/tabs/alone")).Code);

        await api.Send("DELETE", $"/api/v1/namespaces/{ns}");
        await Gone($"/api/v1/namespaces/{ns}");
        Assert.Equal(["elsewhere"], (await api.Send("GET", $"{Url}/tabs")).Json["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));

        var last = await api.Send("GET", $"{Url}/namespaces/{other}/tabs/elsewhere");
        await api.Send("POST", $"/api/v1/namespaces/{other}/configmaps", Owned("orphan", last));
        await api.Send("DELETE", $"{Definitions}/tabs.{_group}");
        await Gone($"{Definitions}/tabs.{_group}");
        await Gone($"/api/v1/namespaces/{other}/configmaps/orphan");
    }

    [Fact]
    public async Task An_owner_of_a_kind_that_is_served_again_does_not_lose_its_dependents()
    {
        await Define();
        var ns = await api.NewNamespace();
        var owner = await Create(ns, "owner", "{}");
        await api.Send("POST", $"/api/v1/namespaces/{ns}/configmaps", Owned("owned", owner));

        // A changed definition makes another row of the kind, and another informer.
        Assert.Equal(200, (await api.Send("PATCH", $"{Definitions}/tabs.{_group}", """[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/size","value":{"type":"integer"}}]""", "application/json-patch+json")).Code);
        Assert.Equal(200, (await api.Send("PATCH", $"{Url}/namespaces/{ns}/tabs/owner?fieldValidation=Strict", """{"spec":{"size":5}}""", "application/merge-patch+json")).Code);
        Assert.Equal(200, (await api.Send("GET", $"/api/v1/namespaces/{ns}/configmaps/owned")).Code);

        await api.Send("DELETE", $"{Url}/namespaces/{ns}/tabs/owner");
        await Gone($"/api/v1/namespaces/{ns}/configmaps/owned");
    }

    [Fact]
    public async Task Rights_on_it_are_given_as_on_any_resource()
    {
        await Define();
        var ns = await api.NewNamespace();
        await api.Send("POST", $"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"reader"}}""");
        await api.Send("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles", $$"""{"metadata":{"name":"reader"},"rules":[{"apiGroups":["{{_group}}"],"resources":["tabs"],"verbs":["list"]}]}""");
        await api.Send("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", $$"""
            {"metadata":{"name":"reader"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"reader"},"subjects":[{"kind":"ServiceAccount","name":"reader","namespace":"{{ns}}"}]}
            """);
        var token = (await api.Send("POST", $"/api/v1/namespaces/{ns}/serviceaccounts/reader/token", "{}")).At("status.token");
        using var client = api.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);

        Assert.Equal(200, (await ApiHost.Send(client, "GET", $"{Url}/namespaces/{ns}/tabs")).Code);
        var refused = await ApiHost.Send(client, "GET", $"{Url}/namespaces/{ns}/tabs/a");
        Assert.Equal((403, $"tabs.{_group} \"a\" is forbidden: User \"system:serviceaccount:{ns}:reader\" cannot get resource \"tabs\" in API group \"{_group}\" in the namespace \"{ns}\""), (refused.Code, refused.Message));
    }

    [Fact]
    public async Task A_watch_ends_with_the_definition_of_its_kind()
    {
        await Define();
        var ns = await api.NewNamespace();
        await Create(ns, "last", "{}");
        await using var watch = await WatchReader.Open(api.Client, $"{Url}/tabs?watch=1");
        Assert.Equal("ADDED last", await watch.NextName());

        await api.Send("DELETE", $"{Definitions}/tabs.{_group}");

        Assert.Equal("DELETED last", await watch.NextName());
        Assert.Equal("END", await watch.NextName());
    }

    [Fact]
    public async Task Who_may_only_change_objects_makes_none_by_applying()
    {
        var ns = await api.NewNamespace();
        await api.Send("POST", $"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"mender"}}""");
        await api.Send("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/roles", """{"metadata":{"name":"mender"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get","patch"]}]}""");
        await api.Send("POST", $"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", $$"""
            {"metadata":{"name":"mender"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"mender"},"subjects":[{"kind":"ServiceAccount","name":"mender","namespace":"{{ns}}"}]}
            """);
        using var client = api.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await api.Send("POST", $"/api/v1/namespaces/{ns}/serviceaccounts/mender/token", "{}")).At("status.token"));
        var url = $"/api/v1/namespaces/{ns}/configmaps/a?fieldManager=me";
        var body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"1"}}"""u8.ToArray();

        var refused = await ApiHost.Send(client, "PATCH", url, body, "application/apply-patch+yaml");
        await api.Send("POST", $"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"a"}}""");
        var taken = await ApiHost.Send(client, "PATCH", url, body, "application/apply-patch+yaml");

        Assert.Equal((403, 200), (refused.Code, taken.Code));
        Assert.Contains("cannot create resource \"configmaps\"", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deprecated_version_says_so()
    {
        await Define(""","deprecated":true""");
        Assert.Equal($"299 - \"{_group}/v1 Tab is deprecated\"", (await api.Send("GET", $"{Url}/tabs")).Headers["Warning"]);
    }

    private async Task Define(string more = "")
    {
        var reply = await api.Send("POST", Definitions, $$$"""
            {"metadata":{"name":"tabs.{{{_group}}}"},"spec":{"group":"{{{_group}}}","scope":"Namespaced","names":{"plural":"tabs","kind":"Tab","shortNames":["tb"],"categories":["all"]},
             "versions":[{"name":"v1","served":true,"storage":true{{{more}}},"subresources":{"status":{}},"additionalPrinterColumns":[{"name":"Color","type":"string","jsonPath":".spec.color"}],
             "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"color":{"type":"string"} } } } } } }]} }
            """);
        Assert.Equal(201, reply.Code);
        await Eventually.Is(async () => (await api.Send("GET", $"{Url}/tabs")).Code == 200, "its kind is served", Limit, CancellationToken.None);
    }

    private Task<Reply> Create(string ns, string name, string spec) => api.Send("POST", $"{Url}/namespaces/{ns}/tabs", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}} }""");

    private string Owned(string name, Reply owner) => $$"""
        {"metadata":{"name":"{{name}}","ownerReferences":[{"apiVersion":"{{_group}}/v1","kind":"Tab","name":"{{owner.At("metadata.name")}}","uid":"{{owner.At("metadata.uid")}}"}]} }
        """;

    private Task Gone(string url) => Eventually.Is(async () => (await api.Send("GET", url)).Code == 404, $"{url} is gone", Limit, CancellationToken.None);
}
