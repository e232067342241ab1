using Microsoft.Extensions.Configuration;
using Workshop.AppHost.Labs;
using Workshop.Labs;

namespace Workshop.AppHost.Tests.Labs;

/// <summary>Labs in the model: what stands there before anything runs.</summary>
public sealed class LabModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_lab_is_a_row_below_labs()
    {
        var rows = Run().Resources.OfType<LabResource>().ToList();

        Assert.Equal(Course.Labs.Select(lab => $"lab-{lab.Number:00}"), rows.Select(row => row.Name));
        Assert.All(rows, row => Assert.Equal("labs", ParentOf(row)));
    }

    [Fact]
    public void A_rows_commands_are_the_verbs_of_the_command_line() =>
        Assert.All(Run().Resources.OfType<LabResource>(), row => Assert.Equal(["check", "hint", "solve", "reset"], row.Annotations.OfType<ResourceCommandAnnotation>().Select(command => command.Name)));

    [Fact]
    public void What_loses_something_asks_first() => Assert.All(
        Run().Resources.OfType<LabResource>(),
        row => Assert.Contains("Delete everything in namespace 'default'", row.Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "reset").ConfirmationMessage, StringComparison.Ordinal));

    [Fact]
    public void Nobody_waits_for_a_lab_and_none_has_a_health_check() => Assert.All(
        Run().Resources.Where(resource => resource is LabResource or LabsResource),
        row => Assert.DoesNotContain(row.Annotations, annotation => annotation is HealthCheckAnnotation or WaitAnnotation));

    [Fact]
    public void An_empty_cluster_has_them_too() => Assert.Equal(Course.Labs.Count, Run("--Workshop:Empty=true").Resources.OfType<LabResource>().Count());

    [Fact]
    public void What_is_published_has_none()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        builder.AddLabs(builder.AddEmbeddedCluster("kubernetes"));

        Assert.Empty(builder.Resources);
    }

    [Fact]
    public void The_terminal_is_there_where_its_host_is()
    {
        var builder = Run($"--ASPIRE_TERMINAL_HOST_PATH={_folder.Write("aspire-managed", "")}");

        var terminal = Assert.Single(builder.Resources.OfType<ExecutableResource>());
        Assert.Equal(("labs-terminal", "labs"), (terminal.Name, ParentOf(terminal)));
        Assert.Contains(terminal.Annotations, annotation => annotation.GetType().Name == "TerminalAnnotation");
    }

    [Theory]
    [InlineData("--ASPIRE_TERMINAL_HOST_PATH=")]
    [InlineData("--ASPIRE_TERMINAL_HOST_PATH=/nowhere/aspire-managed")]
    public void Without_its_host_there_is_no_terminal(string argument) => Assert.Empty(Run(argument).Resources.OfType<ExecutableResource>());

    [Fact]
    public void The_host_is_looked_for_where_Aspire_looks()
    {
        var (managed, dashboard) = (_folder.Write("aspire-managed", ""), _folder.Write("Aspire.Dashboard", ""));

        Assert.True(Exists([], [("aspireterminalhostpath", managed)]));
        Assert.True(Exists([("DcpPublisher:TerminalHostPath", managed)], []));
        Assert.True(Exists([("ASPIRE_DASHBOARD_PATH", managed)], []));
        Assert.True(Exists([], [("aspiredashboardpath", managed)]));
        Assert.False(Exists([], [("aspiredashboardpath", dashboard)]));
        Assert.False(Exists([], []));
    }

    private static bool Exists((string Key, string? Value)[] settings, (string Key, string? Value)[] metadata) => TerminalHost.Exists(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).Build(),
        metadata.ToDictionary(one => one.Key, one => one.Value));

    private IDistributedApplicationBuilder Run(params string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(["--ASPIRE_TERMINAL_HOST_PATH=", $"--Workshop:State={_folder.Path}", .. args]);
        builder.AddLabs(builder.AddEmbeddedCluster("kubernetes"));
        return builder;
    }

    private static string? ParentOf(IResource row) => row.Annotations.OfType<ResourceRelationshipAnnotation>().Single(relation => relation.Type == "Parent").Resource.Name;
}
