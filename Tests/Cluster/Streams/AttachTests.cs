using k8s.Models;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>attach over WebSockets, as a raw client sees it.</summary>
[Collection(SharedStreamCluster.Name)]
public sealed class AttachTests(StreamCluster cluster)
{
    private const string V5 = "v5.channel.k8s.io";

    [SkippableFact]
    public async Task Every_client_sees_what_is_written_from_now_on_until_the_program_ends()
    {
        var pod = await cluster.Run("while [ ! -e /data/go ]; do sleep 0.05; done; echo out; echo err >&2");
        await using var first = await cluster.Channels(Url(pod, "stdout=true&stderr=true"), V5);
        await using var second = await cluster.Channels(Url(pod, "stderr=true"), V5);
        await first.Receive();
        await Go(pod);

        await Task.WhenAll(first.ReceiveAll(), second.ReceiveAll());

        Assert.Equal(("out\n", "err\n", "Success"), (first.Text(1), first.Text(2), first.Status["status"]!.ToString()));
        Assert.Equal(("", "err\n"), (second.Text(1), second.Text(2)));
    }

    [SkippableFact]
    public async Task The_only_input_of_a_program_ends_with_its_clients()
    {
        var pod = await cluster.Run("cat; echo end of input", ", stdin: true, stdinOnce: true");
        await using var client = await cluster.Channels(Url(pod, "stdin=true&stdout=true"), V5);

        await client.Send(0, "typed\n");
        await client.ReceiveUntil(1, "typed");
        await client.Send(255, new byte[] { 0 });
        await client.ReceiveAll();

        Assert.Equal("typed\nend of input\n", client.Text(1));
        await Eventually.Is(async () => (await cluster.Pod(pod.Name())).Status.Phase == "Succeeded", "the program ended well", StreamCluster.Limit, CancellationToken.None);
    }

    [SkippableFact]
    public async Task Input_that_is_not_for_one_client_only_outlives_each()
    {
        var pod = await cluster.Run("cat", ", stdin: true");
        foreach (var text in (string[])["first\n", "second\n"])
        {
            await using var client = await cluster.Channels(Url(pod, "stdin=true&stdout=true"), V5);
            await client.Send(0, text);
            await client.ReceiveUntil(1, text);
            await client.Send(255, new byte[] { 0 });
            await client.ReceiveAll();
            Assert.Equal(text, client.Text(1));
        }

        Assert.Equal("Running", (await cluster.Pod(pod.Name())).Status.Phase);
    }

    [SkippableFact]
    public async Task A_containers_own_terminal_can_be_joined()
    {
        var pod = await cluster.Run("while read line; do echo got $line at $(stty size); done", ", stdin: true, tty: true");
        await using var client = await cluster.Channels(Url(pod, "stdin=true&stdout=true&tty=true"), V5);

        await client.Send(4, "{\"Width\":77,\"Height\":33}\n");
        for (var turn = 0; !client.Text(1).Contains("at 33 77", StringComparison.Ordinal); turn++)
        {
            await client.Send(0, $"line{turn}\n");
            await client.ReceiveUntil(1, $"got line{turn} at");
            while (!client.Text(1).EndsWith('\n'))
            {
                await client.Receive();
            }
        }

        Assert.Contains("got line0 at", client.Text(1), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Nobody_joins_a_container_that_has_ended()
    {
        var pod = await cluster.Run("while [ ! -e /data/go ]; do sleep 0.05; done");
        await Go(pod);
        await Eventually.Is(async () => (await cluster.Pod(pod.Name())).Status.Phase == "Succeeded", "the program ended well", StreamCluster.Limit, CancellationToken.None);
        await using var client = await cluster.Channels(Url(pod, "stdout=true"), V5);

        await client.ReceiveAll();

        Assert.Equal($"Internal error occurred: unable to upgrade connection: container main not found in pod {pod.Name()}_default", client.Status["message"]!.ToString());
    }

    private static string Url(V1Pod pod, string streams) => $"/api/v1/namespaces/default/pods/{pod.Name()}/attach?{streams}";

    private async Task Go(V1Pod pod)
    {
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "touch", "/data/go"), V5);
        await client.ReceiveAll();
    }
}
