namespace Workshop.EndToEnd.Aspire;

/// <summary>Manifests, a Service's endpoint, and the cluster as a reference.</summary>
[Collection(AspireLists.Name)]
public sealed class GuestTests(AspireApplication application)
{
    [SkippableFact]
    public async Task A_manifest_is_a_row_below_the_cluster_and_Running_when_it_has_rolled_out()
    {
        await application.Becomes(() => application.StateOf("greeter-objects") == "Running", "its Deployment has rolled out");

        Assert.Contains("greeter-objects", application.Below("kubernetes"));
        Assert.Equal("1/1 rolled out", AspireApplication.PropertyOf(application.Row("greeter-objects")!.Value.Snapshot, "kubernetes.ready"));
    }

    [SkippableFact]
    public async Task A_program_of_Aspires_orchestrator_has_the_kubeconfig_and_reaches_the_Service_that_it_waited_for()
    {
        await application.Becomes(() => application.StateOf("greeter") == "Running" && application.StateOf("visitor") == "Running", "the Service answers, and the program has started");

        await application.Becomes(() => application.Visited("nodes") == "node/node-1\nnode/node-2" && application.Visited("greeting") == "{\"message\":\"Hello\"}", "it has seen the nodes and been greeted");
    }
}
