using System.Text.RegularExpressions;

namespace Workshop.EndToEnd;

/// <summary>What a newcomer does first, and what one does next who takes the model for an application of one's own.</summary>
[Collection(CollectionsByName.Own)]
[Trait("Category", "Slow")]
public sealed partial class FreshCloneTests(EditedCopy edited) : IClassFixture<EditedCopy>
{
    private const string Model = "AppHost/Program.cs";

    [SkippableFact]
    public async Task A_fresh_clone_under_a_path_with_a_blank_starts_without_a_home()
    {
        using var copy = await CopyOfTheRepository.Make();

        await using var workshop = await copy.Up(("HOME", string.Empty));
        await workshop.IsReadyOrEnded();

        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"{workshop.Gateway}")).Succeeded());
        await workshop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task A_renamed_resource_a_changed_port_and_a_fourth_service_are_followed_without_another_edit()
    {
        var copy = await edited.Afresh();
        copy.Edit(Model, "AddProject<Projects.Gateway>(\"gateway\")", "AddProject<Projects.Gateway>(\"front\")");
        copy.Edit(Model, "AddProject<Projects.Hello>(\"hello\").WithHttpEndpoint(targetPort: 8080)", "AddProject<Projects.Hello>(\"hello\").WithHttpEndpoint(targetPort: 9090)");
        copy.Edit(Model, "var gateway =", """
            AddHealth(builder.AddProject<Projects.Hello>("greeter").WithHttpEndpoint(targetPort: 9191))
                .WithEnvironment("Workshop__Secret", signingKey);

            var gateway =
            """);

        await using var workshop = await copy.Up();
        await workshop.IsReadyOrEnded();

        Assert.Equal("deployment.apps/auth\ndeployment.apps/front\ndeployment.apps/greeter\ndeployment.apps/hello", (await workshop.Kubectl("get deployments -o name")).Succeeded());
        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"{workshop.Gateway}")).Succeeded());
        var pod = (await workshop.Kubectl("get pods -l app=hello -o jsonpath='{.items[0].status.podIP}'")).Succeeded();
        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"http://{pod}:9090/")).Succeeded());
        var greeter = (await workshop.Kubectl("get service greeter -o jsonpath='{.spec.clusterIP}'")).Succeeded();
        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"http://{greeter}/")).Succeeded());
        await workshop.EndsWithoutATrace();
    }

    [SkippableFact]
    public async Task A_service_that_does_not_start_is_named_with_its_exit_code_and_last_lines()
    {
        var copy = await edited.Afresh();
        copy.Edit(Model, "$\"{auth.GetEndpoint(\"http\")}/.well-known/jwks.json\"", "\"no address\"");

        await using var workshop = await copy.Up();
        await workshop.Process.HasWritten("does not start: exit code 2", TimeSpan.FromSeconds(60));

        // Its last lines come after this one.
        await Eventually.Is(() => Told().IsMatch(workshop.Process.All), $"hello is named with its last lines, after:\n{workshop.Process.All}\n", TimeSpan.FromSeconds(60), CancellationToken.None);
        Assert.DoesNotContain("rebuilder", workshop.Process.All, StringComparison.Ordinal);
        workshop.Process.Signal(Signals.Interrupt);
        Assert.True(await workshop.Process.Exit(RunningWorkshop.EndLimit) == 130, $"A start that was cut short ends with 130. It wrote:\n{workshop.Process.All}");
        await workshop.NoProcessIsLeft();
    }

    [SkippableFact]
    public async Task Another_kind_of_machine_gets_past_the_check_of_lock_files()
    {
        using var copy = await CopyOfTheRepository.Make();

        var restore = await TestProcess.Run(
            "dotnet",
            ["restore", "AppHost", "-p:NETCoreSdkRuntimeIdentifier=osx-arm64", "-nodeReuse:false"],
            TimeSpan.FromMinutes(5),
            CleanEnvironment.With(("CI", "true"), CopyOfTheRepository.Packages),
            copy.Root);

        // Its orchestrator and dashboard may be missing from this machine's source of packages; a changed lock file would be NU1004.
        Assert.DoesNotContain("NU1004", restore.All, StringComparison.Ordinal);
        Assert.True(restore.ExitCode == 0 || restore.All.Contains("NU110", StringComparison.Ordinal), restore.All);
    }

    [GeneratedRegex(@"(?m)^\s*hello\s+does not start: exit code 2\. Its last lines:\n\s+\| .+$")]
    private static partial Regex Told();
}
