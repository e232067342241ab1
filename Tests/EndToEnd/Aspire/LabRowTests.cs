using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.EndToEnd.Aspire;

/// <summary>The labs in Aspire's lists: lab 4's first step, done by its row. The other tests leave namespace <c>default</c> as it was, and so does this one.</summary>
[Collection(AspireLists.Name)]
public sealed class LabRowTests(AspireApplication application)
{
    [SkippableFact]
    public async Task Each_lab_has_a_row_with_its_state_and_a_link_to_its_guide()
    {
        await application.Becomes(() => application.StateOf("labs")?.EndsWith("of 20 done", StringComparison.Ordinal) == true, "the progress was read");

        Assert.Equal(20, application.Below("labs").Count);
        var row = application.Row("lab-08")!.Value.Snapshot;
        Assert.Equal(("not begun", "Deployments"), (row.State!.Text, AspireApplication.PropertyOf(row, "resource.source")));
        Assert.Empty(row.HealthReports);
        Assert.EndsWith("returnUrl=%2Flabs%2F08-deployments", Assert.Single(row.Urls).Url, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_check_is_red_with_words_and_after_the_step_it_is_green_and_the_row_moves()
    {
        await application.Becomes(() => application.StateOf("lab-04") is not (null or "NotStarted"), "the progress was read");
        await Run("reset");
        await application.Becomes(() => application.StateOf("lab-04") == "not begun", "lab 4 is not begun");

        var red = await Run("check");
        Assert.False(red.Success);
        Assert.Contains("Step 'running' is red: saw no pod 'monolith'; expected the pod 'monolith', ready, that greets on port 8080; look at: kubectl get pods", red.Message, StringComparison.Ordinal);
        await application.Becomes(() => application.StateOf("lab-04") == "step 1 of 4", "the row says that it was begun");

        await application.Kubectl("default", "apply", "-f", Repository.PathOf("Labs", "04-pods", "monolith.yaml"));
        // Without a probe, a pod is Ready a moment before it listens.
        await Eventually.Is(
            async () => (await Run("check")).Data!.Value.Contains("green  running: 'monolith' answers 200", StringComparison.Ordinal), "the first step is green", TimeSpan.FromSeconds(60), application.Limit);
        await application.Becomes(() => application.StateOf("lab-04") == "step 2 of 4", "the row moves");

        var right = await Run("quiz", ("containers", "monolith"));
        Assert.True(right.Success, right.Message);
        Assert.False((await Run("quiz", ("containers", "sidecar"))).Success);
        Assert.Contains("hint 1 of 3", (await Run("hint")).Message, StringComparison.Ordinal);

        Assert.Contains("pod/monolith", (await Run("reset")).Message, StringComparison.Ordinal);
        await application.Becomes(() => application.StateOf("lab-04") == "not begun", "it can begin anew");
    }

    [SkippableFact]
    public void Without_its_host_there_is_no_terminal() => Assert.Null(application.Row("labs-terminal"));

    private Task<ExecuteCommandResult> Run(string command, params (string Name, string Value)[] arguments) => application.Commands.ExecuteCommandAsync(
        "lab-04",
        command,
        new InteractionInputCollection([.. arguments.Select(argument => new InteractionInput { Name = argument.Name, Value = argument.Value, InputType = InputType.Text })]),
        application.Limit);
}
