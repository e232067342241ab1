using System.Text.Json.Nodes;

namespace Workshop.Cluster.Tests.Api;

/// <summary>What kubectl explain reads.</summary>
[Collection(SharedApi.Name)]
public sealed class OpenApiTests(ApiHost api)
{
    [Fact]
    public async Task A_document_has_the_schemas_of_its_kinds_with_texts()
    {
        var schemas = (await api.Send("GET", "/openapi/v3/api/v1")).Json["components"]!["schemas"]!;

        var pod = schemas["io.k8s.api.core.v1.PodSpec"]!;
        Assert.Equal(["containers"], pod["required"]!.AsArray().Select(field => field!.ToString()));
        Assert.StartsWith("Restart policy for all containers within the pod.", pod["properties"]!["restartPolicy"]!["description"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["Always", "Never", "OnFailure"], pod["properties"]!["restartPolicy"]!["enum"]!.AsArray().Select(value => value!.ToString()));
        Assert.Equal("name", pod["properties"]!["containers"]!["x-kubernetes-patch-merge-key"]!.ToString());
        Assert.Equal("Pod", schemas["io.k8s.api.core.v1.Pod"]!["x-kubernetes-group-version-kind"]![0]!["kind"]!.ToString());
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        foreach (var name in (await api.Send("GET", "/openapi/v3")).Json["paths"]!.AsObject().Select(path => path.Key))
        {
            var document = (await api.Send("GET", $"/openapi/v3/{name}")).Json;
            var schemas = document["components"]!["schemas"]!.AsObject();
            Assert.All(References(schemas), reference => Assert.True(schemas.ContainsKey(reference["#/components/schemas/".Length..]), $"{name}: {reference}"));
        }
    }

    [Fact]
    public async Task The_index_names_a_document_by_a_hash_under_which_it_is_kept_for_ever()
    {
        var url = (await api.Send("GET", "/openapi/v3")).Json["paths"]!["apis/apps/v1"]!["serverRelativeURL"]!.ToString();

        Assert.Equal("public, immutable", (await api.Send("GET", url)).Headers["Cache-Control"].Replace("immutable, public", "public, immutable", StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue value } ? [value.ToString()] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
