namespace Workshop.EndToEnd.Aspire;

/// <summary>Projects that are named in <c>Workshop:Debug</c>, as an IDE that debugs the AppHost is asked for them; everything else is pods.</summary>
[Collection(CollectionsByName.Own)]
public sealed class DebugTests
{
    // What Aspire's orchestrator, shells and Kubernetes would each read something into.
    private const string Word = "{{.Name}}{0}${HOME}$(HOME)$$'\"\\%";
    private const string Literal = $"{Word} {Word}\nsecond line, to the thirty-two bytes of a key";

    [SkippableFact]
    public async Task Hello_and_only_hello_is_asked_for_in_debug_mode_and_its_Service_has_that_process()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        await using var ide = await StandInIde.Start();
        await using var workshop = RunningWorkshop.Launch(
            Repository.ProgramOf("AppHost"), ["--ports", "auto", "--no-dashboard", "--Workshop:Debug=hello"], environment: [.. ide.Variables, ("Parameters__signing_key", Literal)]);
        await workshop.IsReadyOrEnded();

        var session = Assert.Single(ide.Sessions);
        Assert.Equal(("project", "Hello", "Debug"), (session.Type, session.Project, session.Mode));
        Assert.Equal(0, ide.Strangers);
        Assert.Matches(@"\A.*\n\s+hello: one process .*for a debugger \(--debug NAME, or Workshop:Debug=NAME\); everything else runs as pods\.\n", workshop.Process.Output);

        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"--retry 10 --retry-all-errors --retry-delay 1 --fail {workshop.Gateway}")).Succeeded());
        Assert.Empty((await workshop.Kubectl("get pods -l app=hello -o name")).Succeeded());
        Assert.Equal("127.0.0.1", (await workshop.Kubectl("get endpointslices -l kubernetes.io/service-name=hello -o jsonpath='{.items[*].endpoints[*].addresses[*]}'")).Succeeded());
        Assert.Equal(Literal, (await workshop.Kubectl("exec deployment/auth -- cat /run/secrets/workshop/Workshop__Signing__Key")).Succeeded());
        await Ends(workshop);
    }

    [SkippableFact]
    public async Task A_debugged_project_has_every_value_as_it_is()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        await using var ide = await StandInIde.Start();
        await using var workshop = RunningWorkshop.Launch(
            Repository.ProgramOf("AppHost"), ["--ports", "auto", "--no-dashboard", "--debug", "auth"], environment: [.. ide.Variables, ("Parameters__signing_key", Literal), ("Parameters__redis_password", Word)]);
        await workshop.IsReadyOrEnded();

        var session = Assert.Single(ide.Sessions);

        Assert.Equal("Auth", session.Project);
        Assert.Equal(Literal, session.Environment["Workshop__Signing__Key"]);
        Assert.EndsWith($",password={Word}", session.Environment["ConnectionStrings__redis"], StringComparison.Ordinal);
        Assert.Contains("token", (await workshop.Curl($"--retry 10 --retry-all-errors --retry-delay 1 --fail -u user:password {workshop.Gateway}login")).Succeeded(), StringComparison.Ordinal);
        await Ends(workshop);
    }

    private static async Task Ends(RunningWorkshop workshop)
    {
        workshop.Process.Signal(Signals.Interrupt);
        Assert.Equal(0, await workshop.Process.Exit(RunningWorkshop.EndLimit));
    }
}
