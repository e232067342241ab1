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

    [Fact]
    public async Task V2_says_the_same_of_all_groups_in_one_document_in_the_words_of_v2()
    {
        var document = (await api.Send("GET", "/openapi/v2")).Json;
        var definitions = document["definitions"]!.AsObject();

        Assert.Equal("2.0", document["swagger"]!.ToString());
        Assert.All(References(document), reference => Assert.True(definitions.ContainsKey(reference["#/definitions/".Length..]), reference));
        Assert.All(definitions, pair => Assert.DoesNotContain(new[] { "oneOf", "anyOf", "not", "nullable" }, word => pair.Value!.AsObject().ContainsKey(word)));
        Assert.Equal("#/definitions/io.k8s.api.apps.v1.DeploymentSpec", definitions["io.k8s.api.apps.v1.Deployment"]!["properties"]!["spec"]!["$ref"]!.ToString());
        Assert.Equal(("string", "int-or-string"), Primitive("io.k8s.apimachinery.pkg.util.intstr.IntOrString"));
        Assert.Equal(("string", null), Primitive("io.k8s.apimachinery.pkg.api.resource.Quantity"));
        Assert.Equal("DaemonSet", definitions["io.k8s.api.apps.v1.DaemonSet"]!["x-kubernetes-group-version-kind"]![0]!["kind"]!.ToString());
        var create = document["paths"]!["/api/v1/namespaces/{namespace}/pods"]!["post"]!;
        Assert.Equal(("body", "body", "fieldValidation"), (create["parameters"]![0]!["in"]!.ToString(), create["parameters"]![0]!["name"]!.ToString(), create["parameters"]![3]!["name"]!.ToString()));

        (string, string?) Primitive(string name) => (definitions[name]!["type"]!.ToString(), definitions[name]!["format"]?.ToString());
    }

    [Fact]
    public async Task V2_comes_as_the_message_that_kubectl_reads_too()
    {
        const string gnostic = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
        var reply = await api.Send("GET", "/openapi/v2", accept: gnostic);

        Assert.Equal((200, "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"), (reply.Code, reply.Headers["Content-Type"]));
        Assert.StartsWith("\n\u00032.0\u0012", reply.Text, StringComparison.Ordinal);
        Assert.Contains("io.k8s.api.core.v1.PodSpec", reply.Text, StringComparison.Ordinal);
        Assert.NotEqual(reply.Headers["ETag"], (await api.Send("GET", "/openapi/v2")).Headers["ETag"]);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue value } ? [value.ToString()] : References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
