namespace Workshop.Services.Tests.Contract;

/// <summary>The suite as a program, and that it sees what is broken.</summary>
public sealed class ContractProgramTests(MonolithApplication monolith) : IClassFixture<MonolithApplication>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_good_application_keeps_every_rule()
    {
        var result = await Run($"{monolith.Target.Address}", "--health", $"{new UriBuilder(monolith.Target.Address) { Port = 8081 }}", "--lab");

        Assert.Contains(" kept, 0 broken, 1 skipped", result.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_application_that_answers_everything_with_Hello_breaks_the_rule_of_unknown_paths()
    {
        await using var original = await RunningService.StartAsync("Services/Monolith", [], ("Workshop__CatchAll", "true"));

        var result = await Run($"{original.Http.BaseAddress}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("BROKEN   An unknown path is a problem", result.Output, StringComparison.Ordinal);
        Assert.Contains(", 1 broken, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_every_rule_is_broken()
    {
        var result = await Run($"http://{LoopbackAddress.Next()}:8080");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no answer. Connection refused", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 kept, ", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nowhere", "is no address")]
    [InlineData("http://127.0.0.1:1 --health nowhere", "'--health nowhere' cannot be read")]
    [InlineData("http://127.0.0.1:1 --lab", "--lab needs --health")]
    [InlineData("http://127.0.0.1:1 --ca /no/such/file", "'--ca /no/such/file' cannot be read")]
    public async Task What_cannot_be_read_is_said_before_anything_is_asked(string arguments, string problem)
    {
        var result = await Run(arguments.Split(' '));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    private static Task<CommandResult> Run(params string[] arguments) => TestProcess.Run(Repository.ProgramOf("Tests/Contract"), arguments, Limit);
}
