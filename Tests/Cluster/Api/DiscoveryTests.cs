using System.Net;

namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class DiscoveryTests(ApiHost api)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    [Theory]
    [InlineData("/api", "v1")]
    [InlineData("/apis", "apps")]
    public async Task Everything_is_told_in_one_answer_of_exactly_the_type_that_kubectl_knows(string url, string first)
    {
        var reply = await api.Send("GET", url, accept: Aggregated + ",application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json");
        Assert.Equal((Aggregated, "Accept"), (reply.Headers["Content-Type"], reply.Headers["Vary"]));
        Assert.Equal(("APIGroupDiscoveryList", "apidiscovery.k8s.io/v2"), (reply.At("kind"), reply.At("apiVersion")));
        Assert.Contains(first, new[] { reply.At("items.0.metadata.name"), reply.At("items.0.versions.0.version") });
        Assert.NotEqual("", reply.At("items.0.versions.0.resources.0.responseKind.kind"));
        Assert.Equal((HttpStatusCode.NotModified, 0), await Again(url, reply.Headers["ETag"]));
    }

    [Fact]
    public async Task The_legacy_answers_name_versions_groups_and_resources()
    {
        Assert.Equal(("APIVersions", "v1"), ((await api.Send("GET", "/api")).At("kind"), (await api.Send("GET", "/api")).At("versions.0")));
        var groups = await api.Send("GET", "/apis");
        Assert.Equal(["apiVersion", "groups", "kind"], groups.Json.Select(field => field.Key).Order());
        Assert.Equal(["name", "preferredVersion", "versions"], groups.Json["groups"]![0]!.AsObject().Select(field => field.Key).Order());
        var apps = await api.Send("GET", "/apis/apps");
        Assert.Equal(("APIGroup", "apps/v1"), (apps.At("kind"), apps.At("preferredVersion.groupVersion")));
        var resources = await api.Send("GET", "/apis/apps/v1");
        Assert.Equal(
            [
                "controllerrevisions", "daemonsets", "daemonsets/status", "deployments", "deployments/scale", "deployments/status",
                "replicasets", "replicasets/scale", "replicasets/status", "statefulsets", "statefulsets/scale", "statefulsets/status",
            ],
            resources.Json["resources"]!.AsArray().Select(resource => (string)resource!["name"]!));
        Assert.Equal(
            """{"name":"deployments/scale","singularName":"","namespaced":true,"group":"autoscaling","version":"v1","kind":"Scale","verbs":["get","patch","update"]}""",
            resources.Json["resources"]![4]!.ToJsonString());
        Assert.Equal(
            """{"name":"deployments","singularName":"deployment","namespaced":true,"kind":"Deployment","verbs":["create","delete","deletecollection","get","list","patch","update","watch"],"shortNames":["deploy"],"categories":["all"]}""",
            resources.Json["resources"]![3]!.ToJsonString());
    }

    [Fact]
    public async Task The_root_lists_where_something_answers()
    {
        var paths = (await api.Send("GET", "/")).Json["paths"]!.AsArray().Select(path => (string)path!).ToList();

        Assert.Equal(paths.Order(StringComparer.Ordinal), paths);
        Assert.Superset(new HashSet<string>(["/api", "/api/v1", "/apis", "/apis/apps", "/apis/apps/v1", "/livez/ping", "/openapi/v3", "/version"]), paths.ToHashSet());
        foreach (var path in paths)
        {
            Assert.Equal((path, 200), (path, (await api.Send("GET", path)).Code));
        }
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/logs")]
    [InlineData("/debug/pprof")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/openid/v1/jwks")]
    [InlineData("/livez/etcd")]
    public async Task The_pages_of_an_API_server_about_itself_are_not_there(string path) => Assert.Equal(404, (await api.Send("GET", path)).Code);

    [Fact]
    public async Task OpenAPI_tells_apply_that_fields_are_checked_here()
    {
        var index = await api.Send("GET", "/openapi/v3");
        var url = index.Json["paths"]!["apis/apps/v1"]!["serverRelativeURL"]!.ToString();
        Assert.StartsWith("/openapi/v3/apis/apps/v1?hash=", url, StringComparison.Ordinal);
        Assert.Contains("version", index.Json["paths"]!.AsObject().Select(path => path.Key));
        var document = await api.Send("GET", url);
        Assert.Equal("public, immutable", document.Headers["Cache-Control"]);
        Assert.Contains(url.Split("hash=")[1], document.Headers["ETag"], StringComparison.Ordinal);
        Assert.True(DateTimeOffset.Parse(document.Headers["Expires"], System.Globalization.CultureInfo.InvariantCulture) > DateTimeOffset.UnixEpoch.AddYears(56));
        var item = document.Json["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!.AsObject();
        Assert.Equal(["delete", "get", "parameters", "patch", "put"], item.Select(field => field.Key).Order());
        Assert.Contains("fieldValidation", item["patch"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
        Assert.Equal("Deployment", (string?)item["patch"]!["x-kubernetes-group-version-kind"]!["kind"]);
        Assert.Equal((HttpStatusCode.NotModified, 0), await Again(url, document.Headers["ETag"]));
    }

    [Fact]
    public async Task An_outdated_hash_leads_to_the_present_document()
    {
        var reply = await api.Send("GET", "/openapi/v3/api/v1?hash=OLD");
        Assert.Equal(302, reply.Code);
        Assert.StartsWith("/openapi/v3/api/v1?hash=", reply.Headers["Location"], StringComparison.Ordinal);
        Assert.Equal(404, (await api.Send("GET", "/openapi/v3/apis/nosuch/v1")).Code);
    }

    [Fact]
    public async Task Each_served_kind_has_its_verbs_in_both_forms()
    {
        var aggregated = (await api.Send("GET", "/api", accept: Aggregated)).Json["items"]![0]!["versions"]![0]!["resources"]!.AsArray();
        var legacy = (await api.Send("GET", "/api/v1")).Json["resources"]!.AsArray();
        Assert.Equal(
            legacy.Where(resource => !((string)resource!["name"]!).Contains('/', StringComparison.Ordinal)).Select(resource => $"{resource!["name"]} {resource["verbs"]!.ToJsonString()}"),
            aggregated.Select(resource => $"{resource!["resource"]} {resource["verbs"]!.ToJsonString()}"));
    }

    private async Task<(HttpStatusCode, int)> Again(string url, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", Aggregated);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var response = await api.Client.SendAsync(request);
        return (response.StatusCode, (await response.Content.ReadAsByteArrayAsync()).Length);
    }
}
