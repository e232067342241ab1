using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Network;

namespace Workshop.Cluster.Tests.Network;

public sealed class ProxyTests : IAsyncDisposable
{
    private const int Most = 16;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly List<TcpListener> _servers = [];
    private readonly ConcurrentQueue<string> _accepted = new();
    private readonly ProxyConnections _connections = new(Most);
    private readonly ProxyBackends _backends;
    private readonly ProxyListener _proxy;

    public ProxyTests()
    {
        _backends = new ProxyBackends(_time);
        _proxy = ProxyListener.Open(new IPEndPoint(IPAddress.Loopback, 0), _backends, _connections, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _connections.CloseAsync();
        _servers.ForEach(server => server.Dispose());
    }

    [Fact]
    public async Task Connections_go_to_the_endpoints_in_turn()
    {
        _backends.Set([Server("a"), Server("b")], null);

        var answers = new List<string> { await AskAsync("?"), await AskAsync("?"), await AskAsync("?"), await AskAsync("?") };

        Assert.Equal(["a", "a", "b", "b"], answers.Select(answer => answer[..1]).Order());
    }

    [Fact]
    public async Task An_endpoint_that_refuses_costs_no_connection()
    {
        var gone = new TcpListener(IPAddress.Loopback, 0);
        gone.Start();
        var address = (IPEndPoint)gone.LocalEndpoint;
        gone.Dispose();
        _backends.Set([address, Server("b")], null);

        Assert.Equal(["b: 1", "b: 2", "b: 3"], new[] { await AskAsync("1"), await AskAsync("2"), await AskAsync("3") });
    }

    [Fact]
    public async Task What_is_said_after_the_clients_end_still_arrives()
    {
        _backends.Set([Server("a")], null);
        var question = new string('x', 1_000_000);

        Assert.Equal("a: " + question, await AskAsync(question));
    }

    [Fact]
    public async Task Without_an_endpoint_a_connection_is_broken_off()
    {
        _backends.Set([], null);

        // Seen while connecting, writing or reading, whichever comes first.
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync("?"));
    }

    [Fact]
    public async Task Beyond_the_most_at_once_a_connection_is_reset_until_another_has_ended()
    {
        // Each serves one client after another.
        _backends.Set([.. Enumerable.Range(0, Most).Select(number => Server($"server-{number}"))], null);
        var clients = Enumerable.Range(0, Most).Select(_ => new TcpClient()).ToList();
        foreach (var client in clients)
        {
            await client.ConnectAsync(_proxy.Address);
        }

        await Eventually.Is(() => _accepted.Count == Most, "all have reached their endpoint", Limit, CancellationToken.None);
        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync("one too many"));

        clients.ForEach(client => client.Dispose());

        // One that those clients did not leave in the middle of an answer.
        _backends.Set([Server("another")], null);
        await Eventually.Is(async () => await AskAsync("?") == "another: ?", "there is room again", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_connection_outlives_its_endpoint_in_the_list_and_its_listener()
    {
        _backends.Set([Server("a")], null);
        using var client = new TcpClient();
        await client.ConnectAsync(_proxy.Address);
        var stream = client.GetStream();
        await stream.WriteAsync("half "u8.ToArray());
        await Eventually.Is(() => _accepted.Contains("a"), "the connection has reached its endpoint", Limit, CancellationToken.None);
        _backends.Set([Server("b")], null);
        await _proxy.DisposeAsync();

        await stream.WriteAsync("done"u8.ToArray());
        client.Client.Shutdown(SocketShutdown.Send);

        Assert.Equal("a: half done", await new StreamReader(stream).ReadToEndAsync().WaitAsync(Limit));
    }

    [Fact]
    public void A_client_with_affinity_stays_with_its_endpoint_until_the_time_is_up()
    {
        var (a, b) = (new IPEndPoint(IPAddress.Loopback, 1), new IPEndPoint(IPAddress.Loopback, 2));
        _backends.Set([a, b], TimeSpan.FromSeconds(60));
        _backends.Remember(IPAddress.Loopback, b);

        Assert.All(Enumerable.Range(0, 5), _ => Assert.Equal(b, _backends.OrderFor(IPAddress.Loopback).First()));

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Contains(a, Enumerable.Range(0, 2).Select(_ => _backends.OrderFor(IPAddress.Loopback).First()));
    }

    private async Task<string> AskAsync(string question)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_proxy.Address);
        var answer = new StreamReader(client.GetStream()).ReadToEndAsync();
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(question));
        client.Client.Shutdown(SocketShutdown.Send);
        return await answer.WaitAsync(Limit);
    }

    /// <summary>Answers each connection, when it has heard all of it, with its name and what it heard.</summary>
    private IPEndPoint Server(string name)
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _servers.Add(server);
        _ = ServeAsync(server, name);
        return (IPEndPoint)server.LocalEndpoint;
    }

    private async Task ServeAsync(TcpListener server, string name)
    {
        while (true)
        {
            using var client = await server.AcceptTcpClientAsync();
            _accepted.Enqueue(name);
            var heard = await new StreamReader(client.GetStream()).ReadToEndAsync();
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"{name}: {heard}"));
        }
    }
}
