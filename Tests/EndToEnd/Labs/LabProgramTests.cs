namespace Workshop.EndToEnd.Labs;

/// <summary>The labs' program as a learner calls it: what it says, what it writes, and with which code it ends.</summary>
[Collection(CollectionsByName.Labs)]
[Trait("Category", "Lab")]
public sealed class LabProgramTests(EmptyCluster cluster) : IClassFixture<EmptyCluster>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [SkippableFact]
    public async Task A_lab_is_red_then_solved_then_green_and_the_report_tells_of_it()
    {
        var workshop = await cluster.Get();

        var red = await Run(workshop, "check", "4");
        Assert.Equal(1, red.ExitCode);
        Assert.Contains("expected", red.Output, StringComparison.Ordinal);
        Assert.Contains("./workshop hint 4", red.Output, StringComparison.Ordinal);
        // What follows no terminal has no colours and no moving cursor.
        Assert.DoesNotContain('\e', red.Output);

        (await Run(workshop, "solve", "4")).Succeeded();
        Assert.Contains("Lab 4 is done.", (await Run(workshop, "check", "4")).Succeeded(), StringComparison.Ordinal);
        var step = (await Run(workshop, "check", "4.running")).Succeeded();
        Assert.DoesNotContain("red", step, StringComparison.Ordinal);

        var report = Path.Combine(workshop.StateFolder, "report.html");
        (await Run(workshop, "report", "--output", report)).Succeeded();
        Assert.Contains("1 of 20 labs done", await File.ReadAllTextAsync(report), StringComparison.Ordinal);

        // Nobody is there to say yes.
        Assert.Contains("Nothing was deleted.", (await Run(workshop, "reset", "4")).Output, StringComparison.Ordinal);
        (await Run(workshop, "reset", "4", "--yes")).Succeeded();
        Assert.Equal(1, (await Run(workshop, "check", "4")).ExitCode);
    }

    [SkippableTheory]
    [InlineData("There is no lab '99'", "check", "99")]
    [InlineData("nosuch", "check", "4", "--context", "nosuch")]
    [InlineData("Lab 4 has no step 'nosuch'. It has: running, ", "check", "4.nosuch")]
    [InlineData("There is no node 'node-9'. There are: node-1, node-2, node-3.", "node", "off", "node-9")]
    public async Task What_makes_no_sense_is_one_line_and_the_exit_code_2(string says, params string[] arguments)
    {
        var refused = await Run(await cluster.Get(), arguments);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(says, refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.All, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_node_is_switched_off_and_on()
    {
        var workshop = await cluster.Get();
        Assert.Matches(@"node-3 +on +Ready", (await Run(workshop, "node", "list")).Succeeded());

        (await Run(workshop, "node", "off", "node-3")).Succeeded();
        (await workshop.Kubectl("wait --for=condition=Ready=unknown node/node-3 --timeout=60s")).Succeeded();
        Assert.Matches(@"node-3 +off +NotReady", (await Run(workshop, "node", "list")).Succeeded());

        (await Run(workshop, "node", "on", "node-3")).Succeeded();
        (await workshop.Kubectl("wait --for=condition=Ready node/node-3 --timeout=60s")).Succeeded();
    }

    private static Task<CommandResult> Run(RunningWorkshop workshop, params string[] arguments) =>
        TestProcess.Run(Repository.ProgramOf("Labs"), arguments, Limit, CleanEnvironment.With(("WORKSHOP_STATE", workshop.StateFolder)), Repository.Root);
}
