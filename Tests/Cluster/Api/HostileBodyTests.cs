using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Tests.Api;

/// <summary>Bodies that nobody sends by accident: each is taken or refused, and the server goes on.</summary>
[Collection(SharedApi.Name)]
public sealed class HostileBodyTests(ApiHost api)
{
    private const string Url = "/api/v1/namespaces/default/configmaps?dryRun=All";

    public static TheoryData<string> DeepYaml =>
    [
        string.Concat(Enumerable.Repeat("- ", 200)),
        new string('[', 200),
        string.Concat(Enumerable.Repeat("{a: ", 200)),
        string.Concat(Enumerable.Repeat("? ", 200)),
        "a: &a [*a]",
    ];

    [Theory]
    [MemberData(nameof(DeepYaml))]
    public async Task YAML_without_a_bottom_is_refused(string body)
    {
        var reply = await api.Send("POST", Url, body, "application/yaml");

        Assert.Equal(400, reply.Code);
        Assert.Contains("exceeded max depth", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/yaml")]
    public async Task JSON_without_a_bottom_is_refused(string type)
    {
        var reply = await api.Send("POST", Url, Deep("x", JsonText.DepthLimit), type);

        Assert.Equal(400, reply.Code);
        Assert.Contains("exceeded max depth", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_deepest_object_that_is_taken_can_be_kept_and_read_in_every_way()
    {
        // Depth is for custom resources, and for raw fields of built-in kinds, such as a revision's data.
        var ns = await api.NewNamespace();
        var url = $"/apis/apps/v1/namespaces/{ns}/controllerrevisions";
        var deepest = Deep("data", JsonText.DepthLimit - 2).Replace("\"metadata\":{}", "\"metadata\":{\"name\":\"deep\"},\"revision\":1", StringComparison.Ordinal);

        var created = await api.Send("POST", url, deepest);
        var got = await api.Send("GET", $"{url}/deep");
        var list = await api.Send("GET", url, accept: "application/yaml");
        var patched = await api.Send("PATCH", $"{url}/deep", """{"metadata":{"labels":{"a":"b"}}}""", "application/merge-patch+json");

        Assert.Equal((201, 200, 200, 200), (created.Code, got.Code, list.Code, patched.Code));
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"half"},"data":{"a":"x\ud800y"} }""", "x\ufffdy")]
    [InlineData("""{"metadata":{"name":"half"},"data":{"a":"\\ud800 \ud83d\ude00 \udc00"} }""", "\\ud800 😀 \ufffd")]
    public async Task Half_a_character_becomes_none_as_in_Go(string body, string kept) =>
        Assert.Equal(kept, (await api.Send("POST", Url, body)).At("data.a"));

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_become_none_as_in_Go()
    {
        var body = Encoding.Latin1.GetBytes("{\"metadata\":{\"name\":\"half\"},\"data\":{\"a\":\"x\u00f6y\"} }");

        Assert.Equal("x\ufffdy", (await ApiHost.Send(api.Client, "POST", Url, body)).At("data.a"));
    }

    [Fact]
    public async Task A_field_whose_name_no_header_can_hold_is_warned_of()
    {
        var reply = await api.Send("POST", Url, """{"metadata":{"name":"a"},"gr\u00fc\u00dfe\u0001":1}""");

        Assert.Equal((201, "299 - \"unknown field \\\"gr??e?\\\"\""), (reply.Code, reply.Headers["Warning"]));
    }

    [Fact]
    public async Task Warnings_fit_into_a_head()
    {
        var fields = string.Concat(Enumerable.Range(0, 2000).Select(i => $",\"field{i}\":1"));

        var reply = await api.Send("POST", Url, $$"""{"metadata":{"name":"a"}{{fields}} }""");

        Assert.Equal(201, reply.Code);
        Assert.InRange(reply.Headers["Warning"].Length, 2000, 8000);
    }

    [Theory]
    [InlineData("255")]
    [InlineData("[]")]
    [InlineData("\"x\"")]
    public async Task Metadata_that_are_no_object_are_refused(string metadata) =>
        Assert.Equal(400, (await api.Send("POST", Url, $$"""{"metadata":{{metadata}} }""")).Code);

    [Fact]
    public async Task A_number_beyond_all_numbers_is_a_text_in_YAML() =>
        Assert.Equal("1e400", (await api.Send("POST", Url, "metadata:\n  name: a\ndata:\n  a: 1e400\n", "application/yaml")).At("data.a"));

    [Theory]
    [InlineData("1e-40")]
    [InlineData("1e31")]
    [InlineData("Infinity")]
    public async Task A_quantity_with_more_digits_than_anything_has_is_refused(string amount)
    {
        var reply = await api.Send("POST", "/api/v1/namespaces/default/resourcequotas?dryRun=All", $$"""{"metadata":{"name":"q"},"spec":{"hard":{"pods":"{{amount}}"} } }""");

        Assert.Equal(400, reply.Code);
        Assert.Contains("quantities must match the regular expression", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"alg\":\"ES256\",\"alg\":\"ES256\"}")]
    [InlineData("{\"alg\":\"\\ud800\"}")]
    [InlineData("{\"alg\":\"ES256\"}")]
    public async Task A_token_that_no_server_made_is_nobodys(string header)
    {
        using var client = api.NewClient();
        string[] parts = [header, """{"aud":["x"],"aud":["\ud800"]}""", "x"];
        client.DefaultRequestHeaders.Authorization = new("Bearer", string.Join('.', parts.Select(part => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part)))));

        Assert.Equal(401, (await ApiHost.Send(client, "GET", "/api/v1/pods")).Code);
    }

    // {"metadata":{},"x":[[[…]]]}
    private static string Deep(string field, int levels)
    {
        JsonNode deep = new JsonObject();
        for (var i = 0; i < levels; i++)
        {
            deep = new JsonArray(deep);
        }

        return $$"""{"metadata":{},"{{field}}":{{deep.ToJsonString(new() { MaxDepth = 200 })}} }""";
    }
}
