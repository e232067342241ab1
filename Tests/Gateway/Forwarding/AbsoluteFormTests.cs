namespace Workshop.Gateway.Tests.Forwarding;

public sealed class AbsoluteFormTests : IAsyncLifetime
{
    private StubBackend _pod = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _pod = StubBackend.Saying("hello");
        _gateway = await RunningGateway.StartAsync([_pod.Address]);
    }

    [Theory]
    [InlineData("http://Gateway/a?b", "Gateway")]
    [InlineData("http://gateway/a?b", "GATEWAY")]
    [InlineData("HTTP://gateway/a?b", "gateway")]
    [InlineData("HtTp://GateWay:80/a?b", "gateWAY")]
    [InlineData("HTTP://gateway:8080/a?b", "gateway:8080")]
    public async Task Scheme_and_host_are_compared_without_case(string target, string host)
    {
        var answer = await _gateway.Raw($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.StartsWith("GET /a?b HTTP/1.1\r\n", Assert.Single(_pod.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_scheme_in_capitals_the_connection_ends_so_that_the_next_one_is_read_as_well()
    {
        var answer = await _gateway.Raw("GET HTTP://gateway/ HTTP/1.1\r\nHost: gateway\r\n\r\n");

        Assert.Contains("Connection: close\r\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://gateway/", "other")]
    [InlineData("http://gateway:81/", "gateway")]
    [InlineData("FTP://gateway/", "gateway")]
    [InlineData("gateway:80", "gateway:80")]
    public async Task Another_host_or_scheme_is_no_request_of_ours(string target, string host)
    {
        var answer = await _gateway.Raw($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Empty(_pod.Heads);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _pod.DisposeAsync();
    }
}
