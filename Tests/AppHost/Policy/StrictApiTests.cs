using Aspire.Hosting.Kubernetes.Resources;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>The chart's objects before an API server that refuses unknown fields, in a namespace under Pod Security's profile 'restricted'.</summary>
public class StrictApiTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public async Task With_the_policy_every_object_is_accepted_and_keeps_the_profile()
    {
        var result = await Apply(FakePublisher.Publish(new FakeApplication().ApplyPolicy()));

        result.Succeeded();
        Assert.DoesNotContain("PodSecurity", result.Error, StringComparison.Ordinal);
        // Three Deployments, each with account, two Services, budget, network policy, autoscaler and ConfigMap; Redis without the last two.
        Assert.Equal((3 * 8) + 6, result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [SkippableFact]
    public async Task Without_the_policy_probes_are_refused_and_pods_break_the_profile()
    {
        var result = await Apply(FakePublisher.Publish(new FakeApplication().ApplyPolicy(), withCustomizations: false));

        var refusal = result.Failed();
        Assert.Contains("httpGet.scheme", refusal, StringComparison.Ordinal);
        Assert.Contains("would violate PodSecurity \"restricted:latest\"", refusal, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> Apply(IReadOnlyList<BaseKubernetesResource> objects)
    {
        var kubectl = RequiredTool.Named("kubectl");
        using var folder = new TemporaryFolder();
        var options = new ClusterOptions { StateFolder = folder.PathOf("state"), ApiPort = 0, NodeCount = 1 };
        await using var cluster = await EmbeddedCluster.StartAsync(options, NullLoggerFactory.Instance, TimeProvider.System, CancellationToken.None);
        (await Kubectl("create", "namespace", "strict")).Succeeded();
        (await Kubectl("label", "namespace", "strict", "pod-security.kubernetes.io/enforce=restricted", "pod-security.kubernetes.io/warn=restricted")).Succeeded();

        // GKE's own kind comes with GKE; the rest is every cluster's.
        var text = ObjectText.ListOf(objects.Where(item => item is not HealthCheckPolicy));
        return await TestProcess.Run(kubectl, ["--kubeconfig", cluster.KubeconfigPath, "apply", "-n", "strict", "--validate=strict", "-f", "-"], Limit, input: text);

        Task<CommandResult> Kubectl(params string[] arguments) => TestProcess.Run(kubectl, ["--kubeconfig", cluster.KubeconfigPath, .. arguments], Limit);
    }
}
