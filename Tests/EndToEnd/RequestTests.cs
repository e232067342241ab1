namespace Workshop.EndToEnd;

/// <summary>A learner's curl.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class RequestTests
{
    private const string StatusLine = "-w '%{http_code}'";

    [SkippableTheory]
    [InlineData("/", "{\"message\":\"Hello\"}")]
    [InlineData("/version", "{\"version\":\"1.0.0\"}")]
    public async Task The_gateway_answers_with_hello(string path, string body)
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Equal($"{body}\n200", (await workshop.Curl($"{StatusLine} {workshop.Gateway}{path[1..]}")).Succeeded());
    }

    [SkippableFact]
    public async Task The_gateway_answers_over_HTTPS()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"-k {workshop.Endpoints.GatewayHttps}")).Succeeded());
    }

    [SkippableFact]
    public async Task Who_logs_in_gets_a_token_that_opens_secure()
    {
        var workshop = await SharedWorkshop.Get();

        var answer = await workshop.Shell(
            $"TOKEN=$(curl -sS -u user:password {workshop.Gateway}login | sed 's/.*:\"\\(.*\\)\".*/\\1/'); curl -sS {StatusLine} -H \"Authorization: Bearer $TOKEN\" {workshop.Gateway}secure");

        Assert.Equal("{\"message\":\"Hello\"}\n200", answer.Succeeded());
    }

    [SkippableTheory]
    [InlineData("login", "")]
    [InlineData("login", "-u user:wrong")]
    [InlineData("login", "-u nobody:password")]
    [InlineData("secure", "")]
    [InlineData("secure", "-H 'Authorization: Bearer eyJhbGciOiJub25lIn0.e30.'")]
    public async Task Who_is_not_known_is_refused(string path, string arguments)
    {
        var workshop = await SharedWorkshop.Get();

        var answer = (await workshop.Curl($"{StatusLine} {arguments} {workshop.Gateway}{path}")).Succeeded();

        Assert.StartsWith("authorization failed", answer, StringComparison.Ordinal);
        Assert.EndsWith("401", answer, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_unknown_path_is_not_found()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.EndsWith("404", (await workshop.Curl($"{StatusLine} {workshop.Gateway}nowhere")).Succeeded(), StringComparison.Ordinal);
    }
}
