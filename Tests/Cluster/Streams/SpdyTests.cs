using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Streams.Spdy;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>Older clients' protocol, as a raw client sees it.</summary>
[Collection(SharedStreamCluster.Name)]
public sealed class SpdyTests(StreamCluster cluster)
{
    private const string V4 = "v4.channel.k8s.io";

    [Fact]
    public void The_preset_dictionary_is_that_of_the_protocol()
    {
        var dictionary = SpdyHeaders.Dictionary();

        Assert.Equal((1423, "51d27341373f923f"), (dictionary.Length, Convert.ToHexStringLower(SHA256.HashData(dictionary))[..16]));
    }

    [Fact]
    public void A_header_block_that_ends_too_early_is_refused()
    {
        using var headers = new SpdyHeaders();

        // One header is announced (stored block: count 1), and none comes.
        Assert.Throws<InvalidDataException>(() => headers.Read([0x78, 0x01, 0x00, 0x04, 0x00, 0xfb, 0xff, 0, 0, 0, 1]));
    }

    [SkippableFact]
    public async Task A_program_is_given_its_input_and_ends_with_a_status()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Spdy(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true&stderr=true", "sh", "-c", "cat; echo done >&2; exit 3"), V4, "channel.k8s.io");
        Assert.StartsWith("HTTP/1.1 101", client.Answer, StringComparison.Ordinal);
        Assert.Contains("X-Stream-Protocol-Version: v4.channel.k8s.io\r\n", client.Answer, StringComparison.Ordinal);
        var (error, input, output, errors) = (await client.Open(("streamtype", "error")), await client.Open(("streamtype", "stdin")), await client.Open(("streamtype", "stdout")), await client.Open(("streamtype", "stderr")));
        await client.Until(() => client.Replied.Count == 4);
        var sent = RandomNumberGenerator.GetBytes(2_000_000);

        var receiving = client.Until(() => client.IsGoodBye);
        foreach (var block in sent.Chunk(30_000))
        {
            await client.Send(input, block);
        }

        await client.Send(input, [], isLast: true);
        await receiving;

        Assert.Equal(sent, client.Bytes(output));
        Assert.Equal("done\n", client.Text(errors));
        Assert.Equal("3", JsonNode.Parse(client.Text(error))!["details"]!["causes"]![0]!["message"]!.ToString());
        Assert.Superset(new HashSet<int> { error, output, errors }, client.Finished);
    }

    [SkippableFact]
    public async Task A_stream_that_nobody_asked_for_is_refused_and_a_ping_is_answered()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Spdy(StreamCluster.ExecUrl(pod, "stdout=true", "echo", "hi"), V4);

        var wrong = await client.Open(("streamtype", "nosuch"));
        await client.Ping(7);
        await client.Until(() => client.Reset.Contains(wrong) && client.Pongs == 7);
        var (_, output) = (await client.Open(("streamtype", "error")), await client.Open(("streamtype", "stdout")));
        await client.Until(() => client.IsGoodBye);

        Assert.Equal("hi\n", client.Text(output));
    }

    [SkippableFact]
    public async Task Versions_that_are_not_spoken_are_refused_as_a_node_refuses_them()
    {
        var pod = await cluster.Run();
        await using var unknown = await cluster.Spdy(StreamCluster.ExecUrl(pod, "stdout=true", "true"), "v9.channel.k8s.io");
        await using var none = await cluster.Spdy(StreamCluster.ExecUrl(pod, "stdout=true", "true"));

        Assert.StartsWith("HTTP/1.1 400", unknown.Answer, StringComparison.Ordinal);
        Assert.Contains("unable to upgrade: unable to negotiate protocol: client supports [v9.channel.k8s.io], server accepts [v4.channel.k8s.io v3.channel.k8s.io v2.channel.k8s.io channel.k8s.io]\n", unknown.Answer, StringComparison.Ordinal);
        Assert.Contains("unable to upgrade: X-Stream-Protocol-Version is required\n", none.Answer, StringComparison.Ordinal);
    }
}
