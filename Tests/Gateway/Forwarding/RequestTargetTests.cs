namespace Workshop.Gateway.Tests.Forwarding;

public sealed class RequestTargetTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private StubBackend _pod = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _pod = StubBackend.Saying("hello");
        var routes = _folder.Write("routes.json", $$"""
            { "ReverseProxy": {
              "Routes": {
                "prefixed": { "ClusterId": "c", "Match": { "Path": "/cut/{**rest}" }, "Transforms": [ { "PathRemovePrefix": "/cut" } ] },
                "queried": { "ClusterId": "c", "Match": { "Path": "/add/{**rest}" }, "Transforms": [ { "QueryValueParameter": "a", "Set": "b c" } ] },
                "based": { "ClusterId": "based", "Match": { "Path": "/below/{**rest}" } },
                "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
              "Clusters": {
                "c": { "Destinations": { "d": { "Address": "http://{{_pod.Address}}" } } },
                "based": { "Destinations": { "d": { "Address": "http://{{_pod.Address}}/base/" } } } } } }
            """);
        _gateway = await RunningGateway.StartAsync([], ["--config", routes]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/npm/@types%2fcors")]
    [InlineData("/npm/@types%2Fcors?")]
    [InlineData("""/x?r=%zz&s=a|b&t={"k":1}""")]
    [InlineData("/%zz")]
    [InlineData("/a[1]")]
    [InlineData("/%41%7e/~;p=1,2")]
    [InlineData("/a//b/./c/../d/")]
    [InlineData("/a#b?c#d")]
    [InlineData("/a^b`c|d\"e<f>g{h}\\i")]
    [InlineData("/%C3%B6%F6?q=%F6+%20")]
    [InlineData("//host/path")]
    public Task The_target_reaches_a_backend_letter_for_letter(string target) => Reaches(target, target);

    [Theory]
    [InlineData("http://x/a%2fb?q=%41", "/a%2fb?q=%41")]
    [InlineData("http://x?q=%41", "/?q=%41")]
    [InlineData("http://x", "/")]
    public Task Of_the_absolute_form_path_and_query_are_kept(string target, string reached) => Reaches(target, reached);

    [Theory]
    [InlineData("/cut/a%2fb?q=%41|", "/a%252fb?q=%41|")]
    [InlineData("/add/a%2fb%41", "/add/a%2fb%41?a=b%20c")]
    [InlineData("/below/a%2fb?q=%41", "/base/below/a%2fb?q=%41")]
    public Task What_a_route_rewrites_is_rewritten_and_the_rest_is_kept(string target, string reached) => Reaches(target, reached);

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _pod.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    private async Task Reaches(string target, string reached)
    {
        var answer = await _gateway.Raw($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Equal($"GET {reached} HTTP/1.1", Assert.Single(_pod.Heads).Split("\r\n")[0]);
    }
}
