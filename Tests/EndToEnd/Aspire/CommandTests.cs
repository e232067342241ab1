using System.Globalization;
using Aspire.Hosting;

namespace Workshop.EndToEnd.Aspire;

/// <summary>Commands do what they say.</summary>
[Collection(AspireLists.Name)]
public sealed class CommandTests(AspireApplication application)
{
    [SkippableFact]
    public async Task Scaling_to_five_shows_five()
    {
        await Run("hello", "scale", ("replicas", "5"));
        await application.Becomes(() => Running("hello") == 5, "five pods of hello are Running");

        await Run("hello", "scale", ("replicas", "3"));
        await application.Becomes(() => application.Below("hello").Count == 3, "three rows are left");
    }

    [SkippableFact]
    public async Task A_pod_is_deleted()
    {
        var pod = application.Below("hello")[0];

        await Run(pod, "delete");

        await application.Becomes(() => application.Row(pod) is null && Running("hello") == 3, "another is in its place");
    }

    [SkippableFact]
    public async Task Version_3_shows_CrashLoopBackOff_in_the_row_and_in_its_workloads_health_and_undo_brings_it_back()
    {
        await Run("auth", "set-version", ("version", "3.0.0"));
        await application.Becomes(() => application.Below("auth").Any(pod => application.StateOf(pod) == "CrashLoopBackOff"), "a pod of version 3.0.0 crashes", seconds: 120);
        await application.Becomes(() => HealthOf("auth").Contains("CrashLoopBackOff", StringComparison.Ordinal) && HealthOf("auth").StartsWith("Unhealthy", StringComparison.Ordinal), "its health says so", seconds: 45);

        await Run("auth", "undo");
        await application.Becomes(() => application.StateOf("auth") == "Running" && Running("auth") == 1 && application.Below("auth").Count == 1, "the version before runs alone", seconds: 90);
    }

    [SkippableFact]
    public async Task Restart_replaces_every_pod()
    {
        var before = application.Below("gateway");

        await Run("gateway", "restart");

        await application.Becomes(() => Running("gateway") == 1 && !application.Below("gateway").Intersect(before).Any(), "another gateway runs");
    }

    [SkippableFact]
    public async Task Flipped_readiness_takes_a_pod_out_and_back()
    {
        var pod = application.Below("hello").First(name => application.StateOf(name) == "Running");

        await Run(pod, "flip-readiness");
        await application.Becomes(() => application.StateOf(pod) == "Running (0/1)", "it is not Ready");
        await Run(pod, "flip-readiness");
        await application.Becomes(() => application.StateOf(pod) == "Running", "it is Ready again");
    }

    [SkippableFact]
    public async Task The_labs_namespace_is_emptied_and_the_application_stays()
    {
        await application.Kubectl("default", "create", "deployment", "web", "--image=busybox", "--", "sleep", "600");
        await application.Kubectl("default", "create", "configmap", "mine", "--from-literal=a=b");
        await application.Becomes(() => application.Below("default_").Count > 0, "its pod is there");

        await Run("kubernetes", "empty-namespace");

        await application.Becomes(() => application.Row("default_") is null, "the namespace's row is gone with its last pod");
        Assert.DoesNotContain("mine", await application.Kubectl("default", "get", "configmaps,deployments", "-o", "name"), StringComparison.Ordinal);
        Assert.Contains("service/kubernetes", await application.Kubectl("default", "get", "services", "-o", "name"), StringComparison.Ordinal);
        Assert.Equal(3, Running("hello"));
    }

    [SkippableFact]
    public async Task A_node_is_switched_off_and_on()
    {
        await Run("kubernetes", "switch-node", ("node", "node-2"), ("power", "off"));
        Assert.Equal("off", await application.Kubectl("default", "get", "node", "node-2", "-o", "jsonpath={.metadata.annotations.workshop\\.dev/power}"));

        await Run("kubernetes", "switch-node", ("node", "node-2"), ("power", "on"));
        Assert.Equal("", await application.Kubectl("default", "get", "node", "node-2", "-o", "jsonpath={.metadata.annotations.workshop\\.dev/power}"));
        await application.Becomes(() => Running("hello") == 3 && Running("auth") == 1 && Running("redis") == 1 && application.StateOf("gateway") == "Running", "all is as before", seconds: 120);
    }

    [SkippableFact]
    public async Task What_the_API_refuses_is_the_commands_answer()
    {
        var result = await application.Commands.ExecuteCommandAsync("hello", "scale", Arguments(("replicas", "-1")), application.Limit);

        Assert.False(result.Success);
        Assert.Contains("-1", result.Message, StringComparison.Ordinal);
    }

    private async Task Run(string row, string command, params (string Name, string Value)[] arguments)
    {
        var id = application.Row(row)!.Value.Id;
        var result = await application.Commands.ExecuteCommandAsync(id, command, Arguments(arguments), application.Limit);
        Assert.True(result.Success, $"{command} on {row}: {result.Message}");
    }

    private static InteractionInputCollection Arguments(params (string Name, string Value)[] arguments) =>
        new([.. arguments.Select(argument => new InteractionInput
        {
            Name = argument.Name,
            Value = argument.Value,
            InputType = int.TryParse(argument.Value, CultureInfo.InvariantCulture, out _) ? InputType.Number : InputType.Text,
        })]);

    private int Running(string workload) => application.Below(workload).Count(name => application.StateOf(name) == "Running");

    private string HealthOf(string workload) => string.Join(' ', application.Row(workload)!.Value.Snapshot.HealthReports.Select(report => $"{report.Status} {report.Description}"));
}
