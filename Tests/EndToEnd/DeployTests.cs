using System.Text.Json.Nodes;

namespace Workshop.EndToEnd;

/// <summary>What was published, deployed to a cluster as to any other: by kubectl, under Pod Security's strictest profile. The cluster is the embedded one, empty at first.</summary>
[Collection(CollectionsByName.Own)]
public sealed class DeployTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [SkippableFact]
    public async Task Local_canary_and_blue_green_are_rolled_out_keep_the_contract_and_are_gone_again()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        await using var cluster = await RunningWorkshop.Start(["--empty"]);

        var first = await Step(cluster, "deploy", "local");
        Assert.Contains("made signing-key, redis-password, redis-configuration", first, StringComparison.Ordinal);
        Assert.Equal("restricted", (await cluster.Kubectl("get namespace workshop -o jsonpath='{.metadata.labels.pod-security\\.kubernetes\\.io/enforce}'")).Succeeded());
        Assert.Equal("Bound", (await cluster.Kubectl("get pvc data-redis-0 -o jsonpath='{.status.phase}'")).Succeeded());
        await KeepsTheContract(await AddressOf(cluster));

        var password = await PasswordIn(cluster);
        var again = await Step(cluster, "deploy", "canary");
        Assert.Contains("  all there", again, StringComparison.Ordinal);
        Assert.Equal(password, await PasswordIn(cluster));
        Assert.Equal("1", (await cluster.Kubectl("get deployment hello-canary -o jsonpath='{.status.readyReplicas}'")).Succeeded());
        await AnswersOnlyWith(cluster, "1.0.0", "2.0.0");

        await Step(cluster, "deploy", "blue-green");
        await AnswersOnlyWith(cluster, "1.0.0");
        (await cluster.Kubectl("patch service hello -p '{\"spec\":{\"selector\":{\"track\":\"green\"}}}'")).Succeeded();
        await AnswersOnlyWith(cluster, "2.0.0");

        await Step(cluster, "destroy", "blue-green");
        Assert.Empty((await cluster.Kubectl("get all,pvc,pdb,networkpolicy,secret -n workshop -o name")).Succeeded().Replace("secret/", "", StringComparison.Ordinal).Trim());
    }

    [SkippableFact]
    public async Task A_cluster_that_cannot_be_reached_is_named_with_what_to_do()
    {
        RequiredTool.Named("kubectl");

        var result = await TestProcess.Run(
            Repository.ProgramOf("AppHost"),
            ["--operation", "publish", "--step", "deploy", "--context", "nowhere"],
            Patience,
            CleanEnvironment.With(("KUBECONFIG", "/nowhere/kubeconfig")));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Context 'nowhere' lets nobody deploy to namespace 'workshop':", result.Error, StringComparison.Ordinal);
        Assert.Contains("Choose another with --context", result.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Step(RunningWorkshop cluster, string step, string overlay) =>
        (await cluster.Shell($"'{Repository.ProgramOf("AppHost")}' --operation publish --step {step} --overlay {overlay}", Patience)).Succeeded();

    private static async Task<Uri> AddressOf(RunningWorkshop cluster)
    {
        var service = JsonNode.Parse((await cluster.Kubectl("get service gateway -o json")).Succeeded())!;
        return new Uri($"http://{service["status"]!["loadBalancer"]!["ingress"]![0]!["ip"]}:{service["spec"]!["ports"]![0]!["port"]}");
    }

    private static async Task KeepsTheContract(Uri address)
    {
        var kept = await TestProcess.Run(Repository.ProgramOf("Tests/Contract"), [address.ToString()], Patience);

        Assert.Contains(", 0 broken", kept.Succeeded(), StringComparison.Ordinal);
    }

    private static async Task<string> PasswordIn(RunningWorkshop cluster) =>
        (await cluster.Kubectl("get secret redis-password -o jsonpath='{.data.value}'")).Succeeded();

    // The gateway learns of a change a moment later than the API; then every answer is of the right version, and each version answers.
    private static async Task AnswersOnlyWith(RunningWorkshop cluster, params string[] versions)
    {
        using var client = new HttpClient { BaseAddress = await AddressOf(cluster) };
        var seen = new HashSet<string>();
        await Eventually.Is(
            async () =>
            {
                seen.Clear();
                for (var request = 0; request < 60; request++)
                {
                    seen.Add(JsonNode.Parse(await client.GetStringAsync("version"))!["version"]!.GetValue<string>());
                }

                return seen.SetEquals(versions);
            },
            $"the versions {string.Join(" and ", versions)} answer, and no other",
            Patience,
            CancellationToken.None);
    }
}
