using Workshop.Labs.Commands;

namespace Workshop.Labs.Tests.Commands;

public sealed class CommandLineTests
{
    [Fact]
    public void A_verb_is_completed_those_of_the_script_too()
    {
        Assert.Equal(["check"], Answers("./workshop ch"));
        Assert.Equal(["up"], Answers("./workshop up"));
    }

    [Fact]
    public void A_labs_number_is_completed() => Assert.Contains("14", Answers("./workshop lab 1"));

    [Fact]
    public void A_check_is_completed_by_lab_and_behind_a_point_by_step()
    {
        Assert.Equal(["1", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"], Answers("./workshop check 1"));
        Assert.Equal(["9.paused"], Answers("./workshop check 9.p"));
        Assert.Equal(Course.Labs.Single(lab => lab.Number == 4).Checks.Select(check => $"4.{check.Step}").Order(StringComparer.Ordinal), Answers("./workshop check 4."));
    }

    [Fact]
    public void An_option_is_completed() => Assert.Equal(["--watch"], Answers("./workshop check 3 --w"));

    [Fact]
    public void A_verb_of_two_words_is_completed_word_by_word()
    {
        Assert.Equal(["room"], Answers("./workshop ro"));
        Assert.Contains("open", Answers("./workshop room "));
        Assert.Equal(["osx-arm64", "osx-x64"], Answers("./workshop kit --rid osx"));
    }

    [Fact]
    public void A_wrong_option_is_answered_with_the_verb_that_knows_more()
    {
        Assert.Equal("room open ", LabCommand.PathOf(LabCommand.Create().Parse(["room", "open", "--seats", "0"])));
    }

    [Theory]
    [InlineData("room open --seats 99999999999")]
    [InlineData("load --rate fast http://x")]
    public void A_number_that_is_none_is_named(string line) =>
        Assert.Contains(LabCommand.Create().Parse(line).Errors, error => error.Message.Contains(" is a number from 1 to ", StringComparison.Ordinal));

    [Fact]
    public void Every_verb_says_what_it_does() =>
        Assert.All(LabCommand.Create().Subcommands, verb => Assert.False(string.IsNullOrWhiteSpace(verb.Description), $"'{verb.Name}' says nothing."));

    private static IEnumerable<string> Answers(string line) => CompletionCommands.Answers(LabCommand.Create(), line, line.Length);
}
