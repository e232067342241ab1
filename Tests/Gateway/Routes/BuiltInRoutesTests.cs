namespace Workshop.Gateway.Tests.Routes;

public class BuiltInRoutesTests
{
    [Theory]
    [InlineData("/login", "auth")]
    [InlineData("/LOGIN", "auth")]
    [InlineData("/login?x=1", "auth")]
    [InlineData("/logout", "auth")]
    [InlineData("/.well-known/jwks.json", "auth")]
    [InlineData("/", "hello")]
    [InlineData("/secure", "hello")]
    [InlineData("/version", "hello")]
    [InlineData("/loginx", "hello")]
    [InlineData("/login/more", "hello")]
    [InlineData("/revocations", "hello")]
    [InlineData("/revocations/", "hello")]
    [InlineData("//revocations", "hello")]
    [InlineData("/login/../revocations", "hello")]
    [InlineData("/login/%2e%2e/revocations", "hello")]
    [InlineData("/login%2f..%2frevocations", "hello")]
    [InlineData("/logout\\..\\revocations", "hello")]
    public async Task Three_paths_lead_to_auth_and_everything_else_to_hello(string path, string expected)
    {
        await using var auth = StubBackend.Saying("auth");
        await using var hello = StubBackend.Saying("hello");
        await using var gateway = await RunningGateway.StartAsync([hello.Address], auth: [auth.Address]);

        // By hand: a client of HTTP would tidy the path up before it sends it.
        Assert.EndsWith(expected, await gateway.Raw($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"), StringComparison.Ordinal);
    }
}
