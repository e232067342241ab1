using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>exec over WebSockets, as a raw client sees it.</summary>
[Collection(SharedStreamCluster.Name)]
public sealed class ExecTests(StreamCluster cluster)
{
    private const string V5 = "v5.channel.k8s.io";
    private const string V4 = "v4.channel.k8s.io";

    [SkippableFact]
    public async Task A_program_runs_with_the_containers_variables_and_mounts()
    {
        var pod = await cluster.Run("echo from-main > /data/file; sleep 3600");
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true&stderr=true", "sh", "-c", "echo $PLACE; while ! cat /data/file; do sleep 0.1; done 2>/dev/null; echo oops >&2"), V5);

        await client.ReceiveAll();

        Assert.Equal(("here\nfrom-main\n", "oops\n", "Success"), (client.Text(1), client.Text(2), client.Status["status"]!.ToString()));
    }

    [SkippableFact]
    public async Task Hostname_is_the_pods()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "hostname; hostname -i"), V5);

        await client.ReceiveAll();

        Assert.Equal($"{pod.Name()}\n{pod.Status.PodIP}\n", client.Text(1));
    }

    [SkippableFact]
    public async Task Big_data_goes_both_ways_and_the_end_of_input_is_only_that()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true", "sh", "-c", "cat; echo done"), V5);
        var sent = RandomNumberGenerator.GetBytes(5 * 1024 * 1024);

        var receiving = client.ReceiveAll();
        foreach (var block in sent.Chunk(32 * 1024))
        {
            await client.Send(0, block);
        }

        await client.Send(255, new byte[] { 0 });
        await receiving;

        Assert.Equal([.. sent, .. "done\n"u8], client.Bytes(1));
        Assert.Equal("Success", client.Status["status"]!.ToString());
    }

    [SkippableTheory]
    [InlineData(V4)]
    [InlineData(V5)]
    public async Task An_exit_code_is_told_as_a_status(string protocol)
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "exit 7"), protocol);

        await client.ReceiveAll();

        Assert.Equal(
            """{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: command terminated with exit code 7","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}""",
            client.Text(3));
    }

    [SkippableFact]
    public async Task Who_names_no_protocol_is_told_failures_as_text()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "echo hi; exit 7"));

        await client.ReceiveAll();

        Assert.Equal(("hi\n", "command terminated with non-zero exit code: command terminated with exit code 7"), (client.Text(1), client.Text(3)));
    }

    [SkippableFact]
    public async Task Browsers_speak_base64()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true", "head", "-n", "1"), "v4.base64.channel.k8s.io");

        await client.SendText("0" + Convert.ToBase64String("a line\n"u8));
        await client.ReceiveAll();

        Assert.Equal(("a line\n", "Success"), (client.Text(1), client.Status["status"]!.ToString()));
    }

    [SkippableFact]
    public async Task An_unknown_protocol_is_refused_with_403_and_nothing_runs()
    {
        var pod = await cluster.Run();

        await Assert.ThrowsAsync<WebSocketException>(() => cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "touch", "/data/ran"), "v9.channel.k8s.io"));

        Assert.Equal(403, cluster.Refusal);
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "ls", "/data"), V5);
        await client.ReceiveAll();
        Assert.Equal("", client.Text(1));
    }

    [SkippableTheory]
    [InlineData("exec?command=true&stdout=true", 400, "BadRequest", "Upgrade request required")]
    [InlineData("attach?stdout=true", 400, "BadRequest", "Upgrade request required")]
    [InlineData("portforward", 400, "BadRequest", "Upgrade request required")]
    [InlineData("exec?command=true&stdout=true&container=nosuch", 400, "BadRequest", "container nosuch is not valid for pod POD")]
    [InlineData("exec?command=true&stdout=true&container=..%2F..%2Fmain", 400, "BadRequest", "container ../../main is not valid for pod POD")]
    [InlineData("attach?stdout=true&container=nosuch", 400, "BadRequest", "container nosuch is not valid for pod POD")]
    public async Task What_cannot_be_is_said_before_the_protocol_is_changed(string part, int code, string reason, string message)
    {
        var pod = await cluster.Run();
        using var http = cluster.Http(cluster.Token);

        using var answer = await http.GetAsync(new Uri($"/api/v1/namespaces/default/pods/{pod.Name()}/{part}", UriKind.Relative));

        var status = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((code, reason, message.Replace("POD", pod.Name(), StringComparison.Ordinal)), ((int)answer.StatusCode, status["reason"]!.ToString(), status["message"]!.ToString()));
    }

    [SkippableFact]
    public async Task A_program_that_is_not_there_is_an_internal_error()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "nosuch-program"), V5);

        await client.ReceiveAll();

        Assert.Equal("InternalError", client.Status["reason"]!.ToString());
        Assert.Matches("^Internal error occurred: Internal error occurred: error executing command in container: .*exec: \"nosuch-program\": executable file not found in \\$PATH: unknown$", client.Status["message"]!.ToString());
    }

    [SkippableFact]
    public async Task Rights_are_asked_before_the_protocol_is_changed()
    {
        var pod = await cluster.Run();
        await cluster.Client.CoreV1.CreateNamespacedServiceAccountAsync(new V1ServiceAccount { Metadata = new V1ObjectMeta { Name = "looker" } }, "default");
        var token = await cluster.Client.CoreV1.CreateNamespacedServiceAccountTokenAsync(new Authenticationv1TokenRequest { Spec = new V1TokenRequestSpec { Audiences = [] } }, "looker", "default");
        using var looker = cluster.Http(token.Status.Token);
        using var nobody = cluster.Http(null);
        var url = new Uri(StreamCluster.ExecUrl(pod, "stdout=true", "true"), UriKind.Relative);

        using var get = await looker.GetAsync(url);
        using var post = await looker.PostAsync(url, null);
        using var unknown = await nobody.GetAsync(url);

        Assert.Contains("User \\\"system:serviceaccount:default:looker\\\" cannot get resource \\\"pods/exec\\\" in API group", await get.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("cannot create resource \\\"pods/exec\\\" in API group", await post.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((403, 403, 403), ((int)get.StatusCode, (int)post.StatusCode, (int)unknown.StatusCode));
    }

    [SkippableFact]
    public async Task A_slow_reader_loses_nothing_and_the_program_waits_for_it()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "head -c 40000000 /dev/zero; echo all > /data/written"), V5);
        while (client.Bytes(1).Length == 0)
        {
            await client.Receive();
        }

        // Meanwhile another one is served, and sees that the first program has not been able to write all.
        await using var other = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "sleep 1; ls /data"), V5);
        await other.ReceiveAll();
        Assert.Equal("", other.Text(1));

        await client.ReceiveAll();
        Assert.Equal((40_000_000, "Success"), (client.Bytes(1).Length, client.Status["status"]!.ToString()));
    }

    [SkippableFact]
    public async Task What_a_stream_started_ends_when_the_client_goes()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true", "sh", "-c", "sleep 1000 & echo $!; setsid sleep 1001 & sleep 0.2; echo $$; cat"), V5);
        while (client.Text(1).Count(letter => letter == '\n') < 2)
        {
            Assert.True(await client.Receive());
        }

        client.Abort();

        int[] ids = [.. client.Text(1).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        await Eventually.Is(() => !Array.Exists(ids, IsAlive), "the program and its child are gone", StreamCluster.Limit, CancellationToken.None);
        await Eventually.Is(() => !Process.GetProcessesByName("sleep").Any(process => Arguments(process.Id).Contains("1001", StringComparison.Ordinal)), "what left its group is gone", StreamCluster.Limit, CancellationToken.None);
    }

    [SkippableFact]
    public async Task What_a_stream_started_ends_with_the_pod()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdout=true", "sh", "-c", "echo started; sleep 1000"), V5);
        await client.ReceiveUntil(1, "started");

        await cluster.Client.CoreV1.DeleteNamespacedPodAsync(pod.Name(), "default");
        await client.ReceiveAll();

        Assert.Equal("137", client.Status["details"]!["causes"]![0]!["message"]!.ToString());
    }

    [SkippableFact]
    public async Task A_terminal_has_a_size_that_follows_the_client()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true&tty=true", "sh", "-c", "echo $TERM; for size in '30 100' '50 20'; do while [ \"$(stty size)\" != \"$size\" ]; do sleep 0.05; done; echo is $size; done"), V5);

        await client.Send(4, "{\"Width\":100,\"Height\":30}\n");
        await client.ReceiveUntil(1, "is 30 100");
        await client.Send(4, "{\"Width\":20,\"Height\":50}");
        await client.ReceiveAll();

        Assert.Equal(("xterm\r\nis 30 100\r\nis 50 20\r\n", "Success"), (client.Text(1), client.Status["status"]!.ToString()));
    }

    [SkippableFact]
    public async Task At_a_terminal_keys_are_shown_and_Ctrl_C_interrupts()
    {
        var pod = await cluster.Run();
        await using var client = await cluster.Channels(StreamCluster.ExecUrl(pod, "stdin=true&stdout=true&tty=true", "sh", "-c", "read line; echo got $line; echo waiting; exec sleep 1000"), V5);

        await client.Send(0, "hello\n");
        await client.ReceiveUntil(1, "waiting");
        await client.Send(0, new byte[] { 3 });
        await client.ReceiveAll();

        Assert.StartsWith("hello\r\ngot hello\r\nwaiting\r\n", client.Text(1), StringComparison.Ordinal);
        Assert.Equal("130", client.Status["details"]!["causes"]![0]!["message"]!.ToString());
    }

    private static bool IsAlive(int id) => !Arguments(id).Equals("", StringComparison.Ordinal);

    // A zombie has none.
    private static string Arguments(int id)
    {
        try
        {
            return OperatingSystem.IsLinux() ? Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")) : Process.GetProcessById(id).ProcessName;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
