using Xunit.Abstractions;

namespace Workshop.EndToEnd;

/// <summary>Nobody loses a request while a node with pods of hello is away.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class NodeFailureTests(ITestOutputHelper output)
{
    private const int PerSecond = 100;
    private const int Replicas = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public async Task At_100_requests_a_second_a_node_goes_and_comes_back_and_no_request_fails()
    {
        var workshop = await SharedWorkshop.Get();
        // The gateway's only pod goes with its node: then nobody could answer.
        var node = (await workshop.NodesOf("hello")).Except(await workshop.NodesOf("gateway")).First();
        await using var load = OpenLoopLoad.Start(new Uri(workshop.Gateway, "version"), PerSecond);
        await load.Answered(PerSecond);
        try
        {
            await Do($"annotate node {node} workshop.dev/power=off");
            await Do($"wait --for=condition=Ready=Unknown node/{node} --timeout=90s");
            await Eventually.Is(
                async () => await ServingNodes() is { Count: Replicas } serving && !serving.Contains(node), $"{Replicas} pods of hello serve, none of them on {node}", Limit, CancellationToken.None);
        }
        finally
        {
            await Do($"annotate node {node} workshop.dev/power-");
            await Do($"wait --for=condition=Ready node/{node} --timeout=90s");
            foreach (var workload in (string[])["statefulset/redis", "deployment/auth", "deployment/hello"])
            {
                await Do($"rollout status {workload} --timeout=120s");
            }
        }

        var report = await load.Finish();

        output.WriteLine(report.ToString());
        report.LostNothing();

        async Task<string> Do(string arguments) => (await workshop.Kubectl(arguments, Limit)).Succeeded();

        // The pods that were there stay, as Terminating, until their node says that they have ended.
        async Task<IReadOnlyList<string>> ServingNodes() =>
            (await Do("get endpointslices -l kubernetes.io/service-name=hello -o jsonpath='{.items[*].endpoints[?(@.conditions.ready==true)].nodeName}'")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
