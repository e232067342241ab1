using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using k8s.Models;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>port-forward over SPDY and over channels, as a raw client sees it.</summary>
[Collection(SharedStreamCluster.Name)]
public sealed class PortForwardTests(StreamCluster cluster)
{
    private const string Version = "portforward.k8s.io";

    [SkippableFact]
    public async Task Each_side_ends_its_own_half()
    {
        var pod = await cluster.Run();
        using var program = new PodListener(pod);
        await using var client = await Connect(pod);
        var (error, data) = await Open(client, program.Port, "0");
        using var accepted = await program.Accept();
        var asked = RandomNumberGenerator.GetBytes(3_000_000);
        var answer = RandomNumberGenerator.GetBytes(3_000_000);

        var reading = PodListener.ReadAll(accepted);
        foreach (var block in asked.Chunk(30_000))
        {
            await client.Send(data, block);
        }

        await client.Send(data, [], isLast: true);
        Assert.Equal(asked, await reading);

        // The client has said all, and still gets its answer.
        var receiving = client.Until(() => client.Finished.Contains(data) && client.Finished.Contains(error));
        await accepted.SendAsync(answer);
        accepted.Shutdown(SocketShutdown.Both);
        await receiving;
        Assert.Equal(answer, client.Bytes(data));
        Assert.Empty(client.Bytes(error));
    }

    [SkippableFact]
    public async Task Many_connections_go_on_side_by_side_and_a_refused_one_says_why()
    {
        var pod = await cluster.Run();
        using var program = new PodListener(pod);
        await using var client = await Connect(pod);
        var streams = new List<(int Error, int Data)>();
        for (var i = 0; i < 20; i++)
        {
            streams.Add(await Open(client, program.Port, $"{i}"));
            await client.Send(streams[i].Data, $"hello {i}", isLast: true);
        }

        var (refusal, _) = await Open(client, FreePortOf(pod), "refused");
        var echoing = Task.WhenAll(Enumerable.Range(0, streams.Count).Select(async _ =>
        {
            using var accepted = await program.Accept();
            await accepted.SendAsync(await PodListener.ReadAll(accepted));
        }));

        await client.Until(() => streams.TrueForAll(pair => client.Finished.Contains(pair.Data)) && client.Finished.Contains(refusal));
        await echoing;

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"hello {i}"), streams.Select(pair => client.Text(pair.Data)));
        Assert.Matches("^error forwarding port [0-9]+ to pod .*: connect: connection refused$", client.Text(refusal));
    }

    [SkippableFact]
    public async Task A_connection_that_the_client_gives_up_ends_at_the_program()
    {
        var pod = await cluster.Run();
        using var program = new PodListener(pod);
        await using var client = await Connect(pod);
        var (_, data) = await Open(client, program.Port, "0");
        using var accepted = await program.Accept();

        await client.GiveUp(data);

        Assert.Empty(await PodListener.ReadAll(accepted));
    }

    [SkippableFact]
    public async Task A_stream_without_a_port_is_refused()
    {
        var pod = await cluster.Run();
        await using var client = await Connect(pod);

        var stream = await client.Open(("streamtype", "data"), ("requestid", "0"));

        await client.Until(() => client.Reset.Contains(stream));
    }

    [SkippableFact]
    public async Task Channels_of_a_WebSocket_forward_a_connection_a_port()
    {
        var pod = await cluster.Run();
        using var program = new PodListener(pod);
        await using var client = await cluster.Channels($"/api/v1/namespaces/default/pods/{pod.Name()}/portforward?ports={program.Port}", "v4.channel.k8s.io");
        using var accepted = await program.Accept();

        await client.Send(0, "question");
        var buffer = new byte[100];
        var count = await accepted.ReceiveAsync(buffer.AsMemory());
        await accepted.SendAsync("answer"u8.ToArray());
        accepted.Shutdown(SocketShutdown.Both);
        await client.ReceiveAll();

        Assert.Equal("question", Encoding.UTF8.GetString(buffer, 0, count));
        byte[] port = [(byte)program.Port, (byte)(program.Port >> 8)];
        Assert.Equal([.. port, .. "answer"u8], client.Bytes(0));
        Assert.Equal(port, client.Bytes(1));
    }

    private Task<SpdyClient> Connect(V1Pod pod) => cluster.Spdy($"/api/v1/namespaces/default/pods/{pod.Name()}/portforward", Version);

    private static async Task<(int Error, int Data)> Open(SpdyClient client, int port, string request) =>
        (await client.Open(("streamtype", "error"), ("port", $"{port}"), ("requestid", request)), await client.Open(("streamtype", "data"), ("port", $"{port}"), ("requestid", request)));

    private static int FreePortOf(V1Pod pod)
    {
        using var listener = new PodListener(pod);
        return listener.Port;
    }
}
