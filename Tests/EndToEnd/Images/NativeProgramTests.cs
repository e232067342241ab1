namespace Workshop.EndToEnd.Images;

/// <summary>Native programs that a run makes of its own services; the native images' test has compiled them, or uses what this one compiles.</summary>
[Collection(CollectionsByName.Own)]
[Trait("Category", "Slow")]
public sealed class NativeProgramTests
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);
    private static readonly string Programs = Repository.PathOf("Services/Hello/obj/aot/programs");

    [SkippableFact]
    public async Task A_pod_that_starts_when_its_native_program_is_there_runs_it()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Which program a process runs is read from /proc.");
        RequiredTool.Named("clang");
        if (Directory.Exists(Programs))
        {
            Directory.Delete(Programs, recursive: true);
        }

        await using var workshop = RunningWorkshop.Launch(Repository.ProgramOf("AppHost"), ["--ports", "auto", "--Workshop:NativePrograms=now"]);
        await workshop.IsReadyOrEnded();
        Assert.Equal(Repository.ProgramOf("Services/Hello"), ProgramOf(await HelloPod(workshop)));

        await Eventually.Is(() => Directory.Exists(Programs) && Directory.EnumerateDirectories(Programs).Any(folder => !folder.EndsWith(".new", StringComparison.Ordinal)), "hello's native program is made", BuildLimit, CancellationToken.None);
        (await workshop.Kubectl("rollout restart deployment hello")).Succeeded();
        (await workshop.Kubectl("rollout status deployment hello --timeout=180s", TimeSpan.FromMinutes(4))).Succeeded();

        Assert.StartsWith(Programs, ProgramOf(await HelloPod(workshop)), StringComparison.Ordinal);
        Assert.Contains("Hello", (await workshop.Shell($"curl -fsS {workshop.Endpoints.Gateway}")).Succeeded(), StringComparison.Ordinal);
    }

    // The youngest: an older one may still be ending.
    private static async Task<string> HelloPod(RunningWorkshop workshop) => (await workshop.Kubectl(
        "get pods -l app=hello --sort-by=.metadata.creationTimestamp -o jsonpath='{.items[-1].metadata.name}'")).Succeeded().Trim();

    private static string ProgramOf(string pod)
    {
        var process = Assert.Single(ProcessTable.Naming($"HOSTNAME={pod}\0")).Id;
        return File.ResolveLinkTarget($"/proc/{process}/exe", returnFinalTarget: false)!.FullName;
    }
}
