using System.Net.Http.Headers;
using Workshop.Cluster.Access;
using Workshop.Cluster.Tests.Api;

namespace Workshop.Cluster.Tests.Access;

[Collection(SharedApi.Name)]
public sealed class AuthenticationTests(ApiHost api)
{
    [Theory]
    [InlineData("/livez", "ok")]
    [InlineData("/readyz", "ok")]
    [InlineData("/healthz", "ok")]
    public async Task Anybody_may_ask_for_the_health(string url, string text)
    {
        using var client = api.NewClient();
        var reply = await ApiHost.Send(client, "GET", url);
        Assert.Equal((200, text), (reply.Code, reply.Text));
        Assert.EndsWith($"{url[1..]} check passed\n", (await ApiHost.Send(client, "GET", url + "?verbose")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anybody_may_ask_for_the_version()
    {
        using var client = api.NewClient();
        var version = await ApiHost.Send(client, "GET", "/version");
        Assert.Equal(("1", "32"), (version.At("major"), version.At("minor")));
        Assert.StartsWith("v1.32.", version.At("gitVersion"), StringComparison.Ordinal);
        Assert.Equal(
            ["buildDate", "compiler", "gitCommit", "gitTreeState", "gitVersion", "goVersion", "major", "minor", "platform"], version.Json.Select(field => field.Key).Order());
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/apis")]
    [InlineData("/api/v1/namespaces")]
    [InlineData("/openapi/v3")]
    [InlineData("/nosuch")]
    [InlineData("/livez/../api/v1/secrets")]
    public async Task Everything_else_needs_a_name(string url)
    {
        using var client = api.NewClient();
        var reply = await ApiHost.Send(client, "GET", url);
        Assert.Equal((403, "Forbidden"), (reply.Code, reply.At("reason")));
        Assert.Contains("User \"system:anonymous\" cannot", reply.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer", "wrong")]
    [InlineData("Bearer", "")]
    [InlineData("Basic", "YWRtaW46YWRtaW4=")]
    public async Task Wrong_credentials_are_refused_even_where_none_are_needed(string scheme, string value)
    {
        using var client = api.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, value);
        Assert.Equal(401, (await ApiHost.Send(client, "GET", "/api/v1/namespaces")).Code);
        Assert.Equal(401, (await ApiHost.Send(client, "GET", "/livez")).Code);
    }

    [Fact]
    public async Task A_token_with_one_wrong_letter_is_refused()
    {
        using var client = api.NewClient();
        var last = api.Keys.AdminToken[^1] == 'a' ? 'b' : 'a';
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", api.Keys.AdminToken[..^1] + last);
        Assert.Equal(401, (await ApiHost.Send(client, "GET", "/api/v1/namespaces")).Code);
    }

    [Fact]
    public async Task A_client_certificate_of_our_authority_is_accepted()
    {
        using var certificate = CertificateForge.Client(api.Keys.Authority, "jane", ["system:masters"], TimeProvider.System.GetUtcNow());
        using var client = api.NewClient(certificate);
        Assert.Equal(200, (await ApiHost.Send(client, "GET", "/api/v1/namespaces")).Code);
    }

    [Fact]
    public async Task A_client_certificate_of_another_authority_is_refused_with_a_Status()
    {
        using var other = CertificateForge.Authority(TimeProvider.System.GetUtcNow());
        using var certificate = CertificateForge.Client(other, "jane", ["system:masters"], TimeProvider.System.GetUtcNow());
        using var client = api.NewClient(certificate);
        Assert.Equal(401, (await ApiHost.Send(client, "GET", "/api/v1/namespaces")).Code);
    }
}
