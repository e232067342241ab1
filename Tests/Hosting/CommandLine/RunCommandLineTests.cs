using Workshop.Hosting.CommandLine;

namespace Workshop.Hosting.Tests.CommandLine;

public class RunCommandLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("--nodes 12 --empty", "--Workshop:Nodes=12 --Workshop:Empty=true")]
    [InlineData("--ports=auto --state=/tmp/s", "--Workshop:Ports=auto --Workshop:State=/tmp/s")]
    [InlineData("--no-dashboard", "--Workshop:Dashboard=false")]
    [InlineData("--empty --dashboard", "--Workshop:Empty=true --Workshop:Dashboard=true")]
    [InlineData("--debug hello,auth", "--Workshop:Debug=hello,auth")]
    [InlineData("--operation publish --step deploy --overlay gke --context c", "--operation publish --step deploy --Workshop:Deploy:Overlay=gke --Workshop:Deploy:Context=c")]
    public void A_flag_stands_for_a_setting(string arguments, string settings) =>
        Assert.Equal((settings, null), Joined(RunCommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))));

    [Fact]
    public void A_value_keeps_its_blanks() =>
        Assert.Equal(["--Workshop:State=/tmp/a b"], RunCommandLine.Parse(["--state", "/tmp/a b"]).Arguments);

    [Theory]
    [InlineData("--publisher manifest --output-path m.json")]
    [InlineData("--output-path=m.json --publisher=manifest")]
    [InlineData("--operation publish --step publish --output-path out")]
    [InlineData("--operation run")]
    [InlineData("--operation publish --step publish-manifest")]
    [InlineData("--operation publish --step destroy --yes true")]
    [InlineData("--operation publish --step publish --operation inspect --list-steps true")]
    [InlineData("--Parameters:signing-key=geheim")]
    public void Aspires_own_words_and_settings_pass_as_they_are(string arguments) =>
        Assert.Equal((arguments, null), Joined(RunCommandLine.Parse(arguments.Split(' '))));

    [Theory]
    [InlineData("--nodes 0", "Flag '--nodes' takes a number from 1 to 100, not '0'.")]
    [InlineData("--nodes 101", "Flag '--nodes' takes a number from 1 to 100, not '101'.")]
    [InlineData("--nodes=-1", "Flag '--nodes' takes a number from 1 to 100, not '-1'.")]
    [InlineData("--nodes many", "Flag '--nodes' takes a number from 1 to 100, not 'many'.")]
    [InlineData("--nodes", "Flag '--nodes' has no value.")]
    [InlineData("--state=", "Flag '--state' has no value.")]
    [InlineData("--ports 80", "Flag '--ports' takes 'auto' (any free ports), not '80'.")]
    [InlineData("--prots auto", "Argument '--prots' is not known. Known flags:")]
    [InlineData("up", "Argument 'up' is not known.")]
    [InlineData("--empty=yes", "Argument '--empty=yes' is not known.")]
    [InlineData("--Parameters:x", "Setting '--Parameters:x' has no value.")]
    [InlineData("--publisher docker", "Publisher 'docker' is not known: 'manifest' is.")]
    [InlineData("--publisher manifest --operation run", "'--publisher' and '--operation run' exclude each other.")]
    [InlineData("--operation deploy", "Operation 'deploy' is not known: 'run' or 'publish'.")]
    [InlineData("--step publish", "'--step' belongs to '--operation publish'.")]
    [InlineData("--output-path out", "'--output-path' belongs to publishing.")]
    [InlineData("--overlay gke", "'--overlay', '--context' and '--registry' belong to the steps 'deploy' and 'destroy'.")]
    [InlineData("--operation publish --output-path", "Flag '--output-path' has no value.")]
    public void A_bad_argument_is_answered_with_one_line(string arguments, string begin)
    {
        var (_, error) = RunCommandLine.Parse(arguments.Split(' '));

        Assert.StartsWith(begin, error, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error, StringComparison.Ordinal);
    }

    private static (string Arguments, string? Error) Joined((IReadOnlyList<string> Arguments, string? Error) parsed) => (string.Join(' ', parsed.Arguments), parsed.Error);
}
