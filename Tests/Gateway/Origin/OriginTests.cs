namespace Workshop.Gateway.Tests.Origin;

public class OriginTests
{
    private static readonly (string Name, string Value)[] Pretended =
    [
        ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Prefix", "/evil"), ("X-Forwarded-Port", "666"),
        ("X_Forwarded_For", "6.6.6.6"), ("Forwarded", "for=6.6.6.6;host=evil.example"), ("X-Real-IP", "6.6.6.6"), ("X-Original-For", "6.6.6.6"),
    ];

    [Fact]
    public async Task Whatever_a_client_pretends_a_backend_learns_who_it_was()
    {
        var headers = await Received([]);

        Assert.StartsWith("127.", headers["X-Forwarded-For"], StringComparison.Ordinal);
        Assert.Equal(("http", "shop.example"), (headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"]));
        Assert.DoesNotContain(headers, header => header.Value.Contains("6.6.6.6", StringComparison.Ordinal) || header.Value.Contains("evil", StringComparison.Ordinal) || header.Value == "666");
    }

    [Fact]
    public async Task A_trusted_proxy_in_front_is_believed_about_the_client_and_the_scheme_alone()
    {
        var headers = await Received(["--Workshop:TrustedProxies=130.211.0.0/22,127.0.0.0/8"]);

        Assert.Equal(("6.6.6.6", "https", "shop.example"), (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["X-Forwarded-Host"]));
        Assert.Equal(["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"], headers.Keys.Where(name => name.StartsWith("X-", StringComparison.Ordinal) || name == "Forwarded").Order());
    }

    [Fact]
    public async Task A_proxy_that_is_no_address_is_one_line_and_code_2()
    {
        var result = await TestProcess.Run(
            Repository.ProgramOf("Gateway"), ["--Workshop:TrustedProxies=10.0.0.0/8,nobody", "--Workshop:MaxBodySize=much", "--Workshop:MaxHeaderSize=1"], TimeSpan.FromSeconds(20), CleanEnvironment.With());

        Assert.Equal(2, result.ExitCode);
        var line = Assert.Single(result.Error.Split('\n'));
        Assert.Contains("Workshop:TrustedProxies: 'nobody' is neither an address nor a network", line, StringComparison.Ordinal);
        Assert.Contains("Workshop:MaxBodySize: 'much'", line, StringComparison.Ordinal);
        Assert.Contains("Workshop:MaxHeaderSize: '1'", line, StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, string>> Received(string[] arguments)
    {
        await using var pod = await KestrelBackend.Saying("hello");
        await using var gateway = await RunningGateway.StartAsync([pod.Address], arguments);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/", UriKind.Relative)) { Headers = { Host = "shop.example" } };
        foreach (var (name, value) in Pretended)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await gateway.Service.Http.SendAsync(request);
        return Assert.Single(pod.Requests).Headers;
    }
}
