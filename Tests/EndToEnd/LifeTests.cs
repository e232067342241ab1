using System.Net;
using System.Net.Sockets;

namespace Workshop.EndToEnd;

/// <summary>Starts and ends that are not the ordinary ones; each test has a workshop of its own.</summary>
[Collection(CollectionsByName.Own)]
public sealed class LifeTests
{
    [SkippableFact]
    public async Task After_a_kill_the_next_start_ends_what_was_left_and_goes_on()
    {
        RequiredTool.Unix();
        using var folder = new TemporaryFolder();
        var state = folder.PathOf("state");
        IReadOnlyList<ProcessEntry> orphans;
        string uid;
        await using (var first = await RunningWorkshop.Start([], state))
        {
            (await first.KubectlInLabs("create configmap kept --from-literal=a=1")).Succeeded();
            (await first.KubectlInLabs("create deployment mine --image=busybox:1.36 -- sleep 3600")).Succeeded();
            (await first.KubectlInLabs("rollout status deployment/mine --timeout=60s")).Succeeded();
            uid = (await first.KubectlInLabs("get deployment mine -o jsonpath='{.metadata.uid}'")).Succeeded();
            orphans = await ProcessTable.DescendantsOf(first.Process.Id);
            first.Process.Signal(Signals.Kill);
            await first.Process.Exit(TimeSpan.FromSeconds(10));
        }

        Assert.NotEmpty(orphans);
        await using var second = await RunningWorkshop.Start([], state);

        await Eventually.Is(async () => (await ProcessTable.StillRunning(orphans)).Count == 0, "every orphan has ended", RunningWorkshop.OrchestratorLimit, CancellationToken.None);
        Assert.Equal("1", (await second.KubectlInLabs("get configmap kept -o jsonpath='{.data.a}'")).Succeeded());
        Assert.Equal(uid, (await second.KubectlInLabs("get deployment mine -o jsonpath='{.metadata.uid}'")).Succeeded());
        (await second.KubectlInLabs("rollout status deployment/mine --timeout=60s")).Succeeded();
        Assert.Equal("{\"message\":\"Hello\"}", (await second.Curl($"{second.Gateway}")).Succeeded());
        await second.EndsWithoutATrace();
    }

    [SkippableTheory]
    [InlineData(Signals.Interrupt, 130)]
    [InlineData(Signals.Terminate, 143)]
    public async Task A_start_that_is_cut_short_ends_with_the_signals_code_and_without_a_stack_trace(int signal, int expected)
    {
        RequiredTool.Unix();
        await using var workshop = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto", "--no-dashboard"]);
        await workshop.Process.HasWritten("starting a cluster", RunningWorkshop.StartLimit);

        workshop.Process.Signal(signal);
        var code = await workshop.Process.Exit(RunningWorkshop.EndLimit + RunningWorkshop.EndLimit);

        Assert.Equal(expected, code);
        Assert.DoesNotContain("   at ", workshop.Process.All, StringComparison.Ordinal);
        Assert.Empty(workshop.Process.Error);
        await workshop.NoProcessIsLeft();
    }

    [SkippableFact]
    public async Task Killed_at_any_moment_it_leaves_no_process_and_the_next_start_goes_on()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows the environment of other processes.");
        using var folder = new TemporaryFolder();
        var state = folder.PathOf("state");

        // The last moment: a rollout of the running application.
        foreach (var moment in new[] { "starting a cluster", "kubernetes   Ready", "redis        Ready", "hello        Ready", "Everything is Ready" })
        {
            await using var workshop = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto"], state);
            await workshop.Process.HasWritten(moment, RunningWorkshop.StartLimit);
            if (moment == "Everything is Ready")
            {
                (await workshop.Kubectl("set image deployment/hello hello=workshop/hello:2.0.0")).Succeeded();
            }

            workshop.Process.Signal(Signals.Kill);
            await workshop.Process.Exit(TimeSpan.FromSeconds(10));

            // Of all that names the state folder, pods have a names file.
            await Eventually.Is(() => ProcessTable.Naming($"WORKSHOP_NAMES={state}").Count == 0, $"after a kill at '{moment}' no process of a pod runs", TimeSpan.FromSeconds(5), CancellationToken.None);
            await workshop.NoProcessIsLeft();
        }

        await using var next = await RunningWorkshop.Start([], state);
        Assert.Equal("{\"message\":\"Hello\"}", (await next.Curl($"{next.Gateway}")).Succeeded());
        await next.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task A_stopped_workshop_starts_again_with_the_same_objects()
    {
        RequiredTool.Unix();
        using var folder = new TemporaryFolder();
        var state = folder.PathOf("state");
        await using (var first = await RunningWorkshop.Start([], state))
        {
            (await first.KubectlInLabs("create configmap kept --from-literal=a=1")).Succeeded();
            await first.EndsWithoutATrace();
        }

        await using var second = await RunningWorkshop.Start([], state);

        Assert.Equal("1", (await second.KubectlInLabs("get configmap kept -o jsonpath='{.data.a}'")).Succeeded());
        Assert.Equal("{\"message\":\"Hello\"}", (await second.Curl($"{second.Gateway}")).Succeeded());
        await second.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task Taken_ports_are_replaced_by_the_next_free_ones_and_the_table_says_so()
    {
        RequiredTool.Unix();
        using var taken = new TcpListener(IPAddress.Loopback, 8080);
        StartUnlessTaken(taken);
        await using var workshop = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), []);

        await workshop.IsReadyOrEnded();

        Assert.NotEqual(8080, workshop.Gateway.Port);
        Assert.InRange(workshop.Gateway.Port, 8081, 8180);
        Assert.Contains("8080", workshop.Process.Output, StringComparison.Ordinal);
        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"{workshop.Gateway}")).Succeeded());
        await workshop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task It_does_not_watch_the_folder_that_it_was_started_from()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Only Linux shows what a process watches.");
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 50; i++)
        {
            Directory.CreateDirectory(folder.PathOf("mine", $"{i}"));
        }

        await using var workshop = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto", "--empty"], folder: folder.Path);
        await workshop.IsReadyOrEnded();

        var watched = Directory.EnumerateFiles($"/proc/{workshop.Process.Id}/fdinfo").SelectMany(file => ProcessTable.ReadOrNothing(file).Split('\n')).Count(line => line.StartsWith("inotify ", StringComparison.Ordinal));

        Assert.InRange(watched, 0, 20);
        await workshop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task Workshop_up_empty_starts_the_cluster_alone_from_any_folder()
    {
        RequiredTool.Unix();
        await using var workshop = RunningWorkshop.Launch(Repository.PathOf("workshop"), ["up", "--empty", "--nodes", "2", "--ports", "auto"], folder: Path.GetTempPath());

        await workshop.IsReadyOrEnded();

        Assert.Null(workshop.Endpoints.Gateway);
        Assert.Equal("2", (await workshop.KubectlInLabs("get nodes --no-headers | wc -l | tr -d ' '")).Succeeded());
        Assert.Contains("No resources found", (await workshop.KubectlInLabs("get deployments -A")).All, StringComparison.Ordinal);
        await workshop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task Dotnet_run_is_ended_by_Ctrl_C_as_a_terminal_sends_it()
    {
        RequiredTool.Unix();
        var setsid = RequiredTool.Named("setsid");
        await using var workshop = RunningWorkshop.Launch(
            setsid, ["dotnet", "run", "--project", Repository.PathOf("AppHost"), "--no-build", "--no-launch-profile", "--", "--empty", "--nodes", "1", "--ports", "auto"]);
        await workshop.IsReadyOrEnded();

        // A terminal sends the signal to the whole foreground group.
        Signals.Send(-workshop.Process.Id, Signals.Interrupt);
        await workshop.Process.Exit(RunningWorkshop.EndLimit);

        await workshop.NoProcessIsLeft();
        Assert.Null(WorkshopEndpoints.Read(workshop.StateFolder));
    }

    private static void StartUnlessTaken(TcpListener listener)
    {
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // Somebody else has it, which does as well.
        }
    }
}
