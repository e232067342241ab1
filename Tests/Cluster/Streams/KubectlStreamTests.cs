using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using k8s.Models;

namespace Workshop.Cluster.Tests.Streams;

/// <summary>The real kubectl at the streaming doors.</summary>
[Collection(SharedStreamCluster.Name)]
public sealed class KubectlStreamTests(StreamCluster cluster) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task Exec_gives_input_output_and_exit_code()
    {
        var pod = await Pod();

        Assert.Equal("3", (await Kubectl(["exec", "-i", pod, "--", "wc", "-l"], "a\nb\nc\n")).Succeeded().Trim());
        Assert.Equal(7, (await Kubectl(["exec", pod, "--", "sh", "-c", "exit 7"])).ExitCode);
        Assert.StartsWith("error: Internal error occurred: Internal error occurred: error executing command", (await Kubectl(["exec", pod, "--", "nosuch"])).Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Cp_carries_folders_both_ways_byte_for_byte()
    {
        var pod = await Pod();
        var bytes = RandomNumberGenerator.GetBytes(3_000_000);
        _home.Write("there/a/text", "a text");
        File.WriteAllBytes(_home.PathOf("there", "bytes"), bytes);

        (await Kubectl(["cp", _home.PathOf("there"), $"{pod}:/data/there"])).Succeeded();
        Assert.Equal("a text", (await Kubectl(["exec", pod, "--", "cat", "/data/there/a/text"])).Succeeded());
        (await Kubectl(["cp", $"{pod}:/data/there", _home.PathOf("back")])).Succeeded();

        Assert.Equal(bytes, File.ReadAllBytes(_home.PathOf("back", "bytes")));
        Assert.Equal("a text", File.ReadAllText(_home.PathOf("back", "a", "text")));
    }

    [SkippableFact]
    public async Task Run_with_input_waits_for_the_end_shows_it_and_removes_the_pod()
    {
        RequiredTool.Unix();
        var run = await Kubectl(["run", "once", "-i", "--rm", "--restart=Never", "--image=busybox:1.36", "--", "sh", "-c", "while read line; do echo got $line; done; exit 4"], "one\ntwo\n");

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("got one\ngot two", run.Output, StringComparison.Ordinal);
        Assert.Contains("pod \"once\" deleted", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Run_at_a_terminal_is_a_shell()
    {
        RequiredTool.Unix();
        var script = RequiredTool.Named("script");
        var kubectl = RequiredTool.Named("kubectl");

        // The terminal's own echo is in the transcript, too: sums tell what was typed from what was answered.
        var run = await TestProcess.Run(
            "/bin/sh",
            ["-c", $"(for i in $(seq 100); do sleep 0.2; grep -q 'command prompt' typed 2>/dev/null && break; done; sleep 1; printf 'echo sum $((40+2))\\nexit 5\\n'; sleep 15) | '{script}' -qefc \"'{kubectl}' run shell -it --rm --restart=Never --image=busybox -- sh\" typed; echo code $?"],
            TimeSpan.FromSeconds(90),
            Environment(),
            _home.Path);

        Assert.Contains("sum 42", run.Output, StringComparison.Ordinal);
        Assert.Contains("pod \"shell\" deleted", run.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Port_forward_reaches_pods_and_Services()
    {
        var pod = await Pod();
        using var program = new PodListener(await cluster.Pod(pod));
        (await Kubectl(["expose", "pod", pod, "--port=80", $"--target-port={program.Port}"])).Succeeded();
        foreach (var (what, port) in new[] { ($"pod/{pod}", program.Port), ($"svc/{pod}", 80) })
        {
            await using var forward = TestProcess.Start(RequiredTool.Named("kubectl"), ["port-forward", what, $":{port}"], Environment());
            await forward.HasWritten("Forwarding from 127.0.0.1:", StreamCluster.Limit);
            var local = int.Parse(forward.Output.Split("127.0.0.1:")[1].Split(' ')[0], CultureInfo.InvariantCulture);
            for (var turn = 0; turn < 3; turn++)
            {
                using var here = new TcpClient();
                await here.ConnectAsync(IPAddress.Loopback, local);
                await here.Client.SendAsync("question"u8.ToArray());
                here.Client.Shutdown(SocketShutdown.Send);
                using var there = await program.Accept();
                Assert.Equal("question"u8.ToArray(), await PodListener.ReadAll(there));
                await there.SendAsync("answer"u8.ToArray());
                there.Shutdown(SocketShutdown.Both);
                Assert.Equal("answer"u8.ToArray(), await PodListener.ReadAll(here.Client));
            }
        }
    }

    [SkippableFact]
    public async Task Debug_adds_a_container_that_can_be_joined_and_read()
    {
        var pod = await Pod();

        // As with a user at the keyboard, the input does not end with what was typed: a client whose input has ended leaves.
        var debug = await TestProcess.Run(
            "/bin/sh",
            ["-c", $"(for i in $(seq 300); do sleep 0.1; grep -q got seen && break; echo something; done) | '{RequiredTool.Named("kubectl")}' debug {pod} -i --image=busybox --container=look -- sh -c 'read line; echo got $line' >seen; cat seen"],
            StreamCluster.Limit,
            Environment(),
            _home.Path);

        Assert.Contains("got something", debug.Succeeded(), StringComparison.Ordinal);
        await Eventually.Is(async () => (await cluster.Pod(pod)).Status.EphemeralContainerStatuses?[0].State.Terminated?.ExitCode == 0, "its end is in the status", StreamCluster.Limit, CancellationToken.None);
        Assert.Equal("got something", (await Kubectl(["logs", pod, "-c", "look"])).Succeeded().Trim());
        Assert.Equal("Running", (await cluster.Pod(pod)).Status.Phase);
        Assert.Contains("existing ephemeral containers \"look\" may not be removed", (await Kubectl(["patch", "pod", pod, "--subresource=ephemeralcontainers", "--type=merge", "-p", "{\"spec\":{\"ephemeralContainers\":[]}}"])).All, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Debug_makes_a_copy_of_a_pod()
    {
        var pod = await Pod();

        (await Kubectl(["debug", pod, $"--copy-to={pod}-copy", "--image=busybox", "--container=look", "--share-processes", "--", "sleep", "3600"])).Succeeded();

        await Eventually.Is(async () => (await cluster.Pod($"{pod}-copy")).Status?.ContainerStatuses?.Count(status => status.State.Running is not null) == 2, "both containers of the copy run", StreamCluster.Limit, CancellationToken.None);
    }

    private async Task<string> Pod()
    {
        RequiredTool.Named("kubectl");
        return (await cluster.Run()).Name();
    }

    private Task<CommandResult> Kubectl(string[] arguments, string? input = null) =>
        TestProcess.Run(RequiredTool.Named("kubectl"), arguments, TimeSpan.FromSeconds(90), Environment(), _home.Path, input);

    private Dictionary<string, string> Environment() => CleanEnvironment.With(("HOME", _home.Path), ("KUBECONFIG", cluster.KubeconfigPath));
}
