using Workshop.Hosting.CommandLine;

namespace Workshop.Hosting.Tests.CommandLine;

public class RunCommandLineTests
{
    [Fact]
    public void Without_arguments_three_nodes_and_the_usual_ports()
    {
        var (options, error) = RunCommandLine.Parse([]);

        Assert.Null(error);
        Assert.Equal(3, options.Nodes);
        Assert.False(options.AutoPorts);
        Assert.False(options.Empty);
        Assert.Null(options.StateFolder);
    }

    [Fact]
    public void All_flags_are_read_with_a_blank_or_an_equals_sign()
    {
        var (options, error) = RunCommandLine.Parse(["--state", "/tmp/a b", "--ports=auto", "--nodes", "12", "--empty", "--operation", "run"]);

        Assert.Null(error);
        Assert.Equal("/tmp/a b", options.StateFolder);
        Assert.True(options.AutoPorts);
        Assert.Equal(12, options.Nodes);
        Assert.True(options.Empty);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("--no-dashboard", false)]
    [InlineData("--empty --dashboard", true)]
    public void The_dashboard_is_there_unless_it_is_left_out_and_in_an_empty_cluster_if_it_is_asked_for(string arguments, bool? dashboard) =>
        Assert.Equal(dashboard, RunCommandLine.Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Options.Dashboard);

    [Theory]
    [InlineData("--publisher manifest --output-path m.json", "Manifest m.json")]
    [InlineData("--output-path=m.json --publisher=manifest", "Manifest m.json")]
    [InlineData("--operation publish --step publish --output-path out", "Publish out")]
    [InlineData("--operation publish", "Publish ")]
    [InlineData("--operation publish --step publish-manifest", "Manifest ")]
    public void Aspires_ways_to_ask_for_publishing_are_known(string arguments, string asked)
    {
        var (options, error) = RunCommandLine.Parse(arguments.Split(' '));

        Assert.Null(error);
        Assert.Equal(asked, $"{options.Publish!.Step} {options.Publish.OutputPath}");
    }

    [Fact]
    public void A_setting_of_a_section_goes_to_the_configuration()
    {
        var (options, error) = RunCommandLine.Parse(["--Parameters:signing-key=geheim"]);

        Assert.Null(error);
        Assert.Equal(["--Parameters:signing-key=geheim"], options.Configuration);
    }

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
    [InlineData("--operation publish --step everything", "Step 'everything' is not known: 'publish', 'publish-manifest', 'deploy', 'destroy'.")]
    [InlineData("--step publish", "'--step' belongs to '--operation publish'.")]
    [InlineData("--output-path out", "'--output-path' belongs to publishing.")]
    [InlineData("--overlay gke", "'--overlay', '--context' and '--registry' belong to the steps 'deploy' and 'destroy'.")]
    [InlineData("--operation publish --step deploy --output-path x", "Step 'deploy' writes no files")]
    [InlineData("--operation publish --output-path", "Flag '--output-path' has no value.")]
    public void A_bad_argument_is_answered_with_one_line(string arguments, string begin)
    {
        var (_, error) = RunCommandLine.Parse(arguments.Split(' '));

        Assert.StartsWith(begin, error, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", error, StringComparison.Ordinal);
    }
}
