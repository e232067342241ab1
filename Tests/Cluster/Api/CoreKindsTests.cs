namespace Workshop.Cluster.Tests.Api;

/// <summary>The core group's kinds that hardly anybody uses and every list of kinds names.</summary>
[Collection(SharedApi.Name)]
public sealed class CoreKindsTests(ApiHost api)
{
    private const string Table = "application/json;as=Table;g=meta.k8s.io;v=v1";

    [Fact]
    public async Task Components_are_healthy_and_their_kind_is_deprecated()
    {
        var table = await api.Send("GET", "/api/v1/componentstatuses", accept: Table);

        Assert.Equal(
            ["""["controller-manager","Healthy","ok",""]""", """["etcd-0","Healthy","ok",""]""", """["scheduler","Healthy","ok",""]"""],
            table.Json["rows"]!.AsArray().Select(row => row!["cells"]!.ToJsonString()));
        Assert.Equal("299 - \"v1 ComponentStatus is deprecated in v1.19+\"", table.Headers["Warning"]);
        Assert.Equal("True", (await api.Send("GET", "/api/v1/componentstatuses/etcd-0")).At("conditions.0.status"));
        Assert.Equal((404, "componentstatuses \"x\" not found"), await Code(api.Send("GET", "/api/v1/componentstatuses/x")));
        Assert.Equal(405, (await api.Send("DELETE", "/api/v1/componentstatuses/etcd-0")).Code);
    }

    [Fact]
    public async Task A_pod_template_is_kept_with_its_defaults_and_shown()
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/podtemplates";

        var made = await api.Send("POST", url, """{"metadata":{"name":"t"},"template":{"metadata":{"labels":{"app":"x"}},"spec":{"containers":[{"name":"a","image":"busybox:1.36"}]}}}""");
        Assert.Equal((201, "Always"), (made.Code, made.At("template.spec.restartPolicy")));
        Assert.Equal("""["t","a","busybox:1.36","app=x"]""", (await api.Send("GET", url, accept: Table)).Json["rows"]![0]!["cells"]!.ToJsonString());

        var wrong = await api.Send("POST", url, """{"metadata":{"name":"w"},"template":{"spec":{"containers":[{"name":"a"}]}}}""");
        Assert.Equal((422, "PodTemplate \"w\" is invalid: template.spec.containers[0].image: Required value"), (wrong.Code, wrong.Message));
    }

    [Fact]
    public async Task A_binding_gives_a_pod_its_node_as_the_pods_own_does()
    {
        var ns = $"/api/v1/namespaces/{await api.NewNamespace()}";
        await api.Send("POST", $"{ns}/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"busybox:1.36"}]}}""");

        var bound = await api.Send("POST", $"{ns}/bindings", """{"metadata":{"name":"p"},"target":{"kind":"Node","name":"node-1"}}""");

        Assert.Equal((201, "Success"), (bound.Code, bound.At("status")));
        Assert.Equal("node-1", (await api.Send("GET", $"{ns}/pods/p")).At("spec.nodeName"));
        Assert.Equal((404, "pods \"q\" not found"), await Code(api.Send("POST", $"{ns}/bindings", """{"metadata":{"name":"q"},"target":{"kind":"Node","name":"node-1"}}""")));
        Assert.Equal(405, (await api.Send("GET", $"{ns}/bindings")).Code);
    }

    [Theory]
    [InlineData("-1", "-1")]
    [InlineData("-1000m", "-1")]
    [InlineData("-5120Ki", "-5Mi")]
    [InlineData("1024Mi", "1Gi")]
    public async Task A_quantity_is_written_in_the_fewest_digits_below_zero_too(string given, string written)
    {
        var url = $"/api/v1/namespaces/{await api.NewNamespace()}/persistentvolumeclaims";

        const string claim = """{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"GIVEN"}}}}""";

        var made = await api.Send("POST", url, claim.Replace("GIVEN", given, StringComparison.Ordinal));

        Assert.Equal(
            written[0] == '-' ? $"PersistentVolumeClaim \"c\" is invalid: spec.resources[storage]: Invalid value: \"{written}\": must be greater than zero" : written,
            made.Code == 201 ? made.At("spec.resources.requests.storage") : made.Message);
    }

    [Fact]
    public async Task OpenAPI_says_in_which_forms_a_patch_may_come()
    {
        var index = (await api.Send("GET", "/openapi/v3")).Json["paths"]!["apis/apps/v1"]!["serverRelativeURL"]!.ToString();
        var patch = (await api.Send("GET", index)).Json["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;

        Assert.Equal(
            ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"],
            patch["requestBody"]!["content"]!.AsObject().Select(form => form.Key));
    }

    private static async Task<(int, string)> Code(Task<Reply> reply) => ((await reply).Code, (await reply).Message);
}
