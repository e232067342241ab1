using System.Net;
using System.Net.Sockets;
using System.Text;
using k8s.Models;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Probes;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class ProbeRedirectTests : IAsyncLifetime, IDisposable
{
    private readonly HttpProbe _http = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly List<string> _asked = [];
    private Task _serving = Task.CompletedTask;

    private int Port => ((IPEndPoint)_server.LocalEndpoint).Port;

    public Task InitializeAsync()
    {
        _server.Start();
        _serving = ServeAsync();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _server.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _http.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("/to/ok", true, "")]
    [InlineData("/to/bad", false, "HTTP probe failed with statuscode: 500")]
    [InlineData("/to/to/ok", true, "")]
    [InlineData("/away", true, "Probe terminated redirects, Response body: elsewhere")]
    public async Task A_redirect_is_followed_on_the_same_host_and_told_of_otherwise(string path, bool isSuccess, string message) =>
        Assert.Equal(new ProbeOutcome(isSuccess, message), await Probe(path));

    [Fact]
    public async Task Who_is_sent_around_in_a_circle_gives_up_after_ten_requests()
    {
        Assert.Equal(ProbeOutcome.Failure("Get \"/loop\": stopped after 10 redirects"), await Probe("/loop"));
        Assert.Equal(10, _asked.Count);
    }

    [Fact]
    public async Task A_hook_has_done_its_work_when_it_is_answered_whatever_the_answer()
    {
        var hooks = new HookRunner(_http, null!, new FakeTimeProvider());

        Assert.True(await hooks.RunAsync(new V1LifecycleHandler { HttpGet = new V1HTTPGetAction { Port = Port, Path = "/bad" } }, Target(), TimeSpan.FromMinutes(1), CancellationToken.None));
        Assert.False(await hooks.RunAsync(new V1LifecycleHandler { HttpGet = new V1HTTPGetAction { Port = "nosuch" } }, Target(), TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    private Task<ProbeOutcome> Probe(string path) => _http.ProbeAsync(new V1HTTPGetAction { Port = Port, Path = path }, Target(), CancellationToken.None);

    private static ProbeTarget Target() => new("127.0.0.1", new V1Container { Name = "c" }, new ContainerSetup(new Dictionary<string, string>(), "", new MountMap([]), "", null, ""), 1);

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await _server.AcceptTcpClientAsync();
            var buffer = new byte[4096];
            var count = await client.GetStream().ReadAsync(buffer);
            var path = Encoding.ASCII.GetString(buffer, 0, count).Split(' ')[1];
            _asked.Add(path);
            var (status, location, body) = path switch
            {
                "/ok" => ("200 OK", "", ""),
                "/loop" => ("302 Found", "/loop", ""),
                "/away" => ("302 Found", "http://example.com/", "elsewhere"),
                _ when path.StartsWith("/to/", StringComparison.Ordinal) => ("302 Found", path[3..], ""),
                _ => ("500 Internal Server Error", "", ""),
            };
            var to = location.Length == 0 ? "" : $"Location: {location}\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{to}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }
    }
}
