using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.ClusterPage.Actions;
using Workshop.ClusterPage.Tests.Watching;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Actions;

/// <summary>Actions on a real API: what they change, and what they say when it does not work.</summary>
public sealed class ClusterActionsTests(WatchedCluster cluster) : IClassFixture<WatchedCluster>
{
    private readonly SwitchablePermit _permit = new();

    [Fact]
    public async Task A_deleted_pod_leaves_and_its_successor_appears()
    {
        var deployment = await Deployed("deleted", replicas: 1);
        var pod = await PodOf(deployment);

        var outcome = await Actions.DeletePodAsync(pod.Name, pod.Uid, CancellationToken.None);

        Assert.True(outcome.Succeeded, outcome.Message);
        await cluster.Until(now => !now.Pods.ContainsKey(pod.Name) && Owned(now, deployment).Count() == 1, "another pod is there");
    }

    [Fact]
    public async Task A_pod_that_has_taken_the_name_since_is_not_deleted()
    {
        var pod = await PodOf(await Deployed("renamed", replicas: 1));

        var outcome = await Actions.DeletePodAsync(pod.Name, "the-uid-of-another", CancellationToken.None);

        Assert.False(outcome.Succeeded);
        Assert.Contains("changed meanwhile", outcome.Message, StringComparison.Ordinal);
        Assert.False((await cluster.Client.CoreV1.ReadNamespacedPodAsync(pod.Name.Name, "default")).Metadata.DeletionTimestamp.HasValue);
    }

    [Fact]
    public async Task What_is_gone_is_said_to_be_gone()
    {
        var outcome = await Actions.DeletePodAsync(new ObjectName("default", "nobody"), null, CancellationToken.None);

        Assert.Equal((false, "Could not delete pod 'nobody': it is not there any more. (pods \"nobody\" not found)"), (outcome.Succeeded, outcome.Message));
    }

    [Fact]
    public async Task A_Deployment_is_scaled()
    {
        var deployment = await Deployed("scaled", replicas: 1);

        var outcome = await Actions.ScaleAsync(deployment, 3, CancellationToken.None);

        Assert.Equal((true, "Deployment 'scaled' is to have 3 pods now."), (outcome.Succeeded, outcome.Message));
        await cluster.Until(now => Owned(now, deployment).Count() == 3, "there are three pods");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_number_of_pods_that_is_none_is_refused(int replicas)
    {
        var outcome = await Actions.ScaleAsync(new ObjectName("default", "any"), replicas, CancellationToken.None);

        Assert.False(outcome.Succeeded);
        Assert.Contains("from 0 to 1000", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_is_set_and_a_new_ReplicaSet_appears()
    {
        var deployment = await Deployed("imaged", replicas: 1);

        var outcome = await Actions.SetImageAsync(deployment, "imaged", "absent:2", CancellationToken.None);

        Assert.True(outcome.Succeeded, outcome.Message);
        await cluster.Until(now => now.ReplicaSets.Values.Count(set => set.Owner?.Name == "imaged") == 2, "there are two ReplicaSets");
    }

    [Theory]
    [InlineData("nothing", "absent:2", "has no container 'nothing'; it has 'c'")]
    [InlineData("c", "absent:1", "nothing changes")]
    [InlineData("c", "  ", "is no name of an image")]
    [InlineData("c", "two words", "is no name of an image")]
    public async Task An_image_that_cannot_be_set_is_refused_with_the_reason(string container, string image, string words)
    {
        var deployment = await Deployed($"refused-{Guid.NewGuid():N}", replicas: 0, container: "c");

        var outcome = await Actions.SetImageAsync(deployment, container, image, CancellationToken.None);

        Assert.False(outcome.Succeeded);
        Assert.Contains(words, outcome.Message, StringComparison.Ordinal);
        Assert.Single((await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync(deployment.Name, "default")).Spec.Template.Spec.Containers);
    }

    [Fact]
    public async Task A_restart_is_another_rollout_of_the_same_image()
    {
        var deployment = await Deployed("restarted", replicas: 1);

        var outcome = await Actions.RestartAsync(deployment, CancellationToken.None);

        Assert.True(outcome.Succeeded, outcome.Message);
        await cluster.Until(now => now.ReplicaSets.Values.Count(set => set.Owner?.Name == "restarted") == 2, "there are two ReplicaSets");
    }

    [Fact]
    public async Task Who_may_only_look_changes_nothing()
    {
        var deployment = await Deployed("watched", replicas: 1);
        var pod = await PodOf(deployment);
        _permit.IsGiven = false;

        ActionOutcome[] outcomes =
        [
            await Actions.DeletePodAsync(pod.Name, null, CancellationToken.None),
            await Actions.RestartAsync(deployment, CancellationToken.None),
            await Actions.ScaleAsync(deployment, 0, CancellationToken.None),
            await Actions.SetImageAsync(deployment, "watched", "absent:2", CancellationToken.None),
            await Actions.SwitchNodeAsync("node-1", on: false, CancellationToken.None),
            await Actions.FlipProbeAsync(pod.Name, ProbeKind.Readiness, CancellationToken.None),
        ];

        Assert.All(outcomes, outcome => Assert.Equal(new ActionOutcome(false, "You may only look: log in with the token that may act."), outcome));
        Assert.Equal(1, (await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("watched", "default")).Metadata.Generation);
        Assert.False(await Actions.MayActAsync());
    }

    [Fact]
    public async Task A_pod_without_an_HTTP_probe_has_nothing_to_flip()
    {
        var pod = await PodOf(await Deployed("probeless", replicas: 1));

        var outcome = await Actions.FlipProbeAsync(pod.Name, ProbeKind.Liveness, CancellationToken.None);

        Assert.Equal((false, $"Pod '{pod.Name.Name}' has no liveness probe over HTTP: there is nothing to flip."), (outcome.Succeeded, outcome.Message));
    }

    [Theory]
    [InlineData("/../../other:80/proxy/shutdown")]
    [InlineData("/%2e%2e/%2e%2e/other:80/proxy/shutdown")]
    [InlineData("/readiness?verbose=1")]
    public async Task A_probes_path_that_leads_out_of_its_pod_is_not_followed(string path)
    {
        var name = $"strays-{Guid.NewGuid():N}"[..12];
        var pod = new V1Pod { Metadata = new() { Name = name }, Spec = new() { Containers = [new() { Name = "a", Image = "absent:1", ReadinessProbe = new() { HttpGet = new() { Path = path, Port = 80 } } }] } };
        await cluster.Client.CoreV1.CreateNamespacedPodAsync(pod, "default");

        var outcome = await Actions.FlipProbeAsync(new ObjectName("default", name), ProbeKind.Readiness, CancellationToken.None);

        Assert.Equal((false, $"The path '{path}' of the probe of pod '{name}' is none that can be flipped: it leads elsewhere, or has a query."), (outcome.Succeeded, outcome.Message));
    }

    [Fact]
    public async Task A_Deployment_that_is_paused_says_that_it_waits()
    {
        var deployment = await Deployed("paused", replicas: 1);
        await cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(new V1Patch(new { spec = new { paused = true } }, V1Patch.PatchType.MergePatch), "paused", "default");

        var outcome = await Actions.SetImageAsync(deployment, "paused", "absent:2", CancellationToken.None);

        Assert.Contains("once its rollout, which is paused, is resumed", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_does_not_exist_is_told()
    {
        var outcome = await Actions.SwitchNodeAsync("node-99", on: false, CancellationToken.None);

        Assert.False(outcome.Succeeded);
        Assert.Contains("node-99", outcome.Message, StringComparison.Ordinal);
    }

    private ClusterActions Actions => new(_permit, cluster.Access, new NodeSwitch(cluster.Access), new PodProxy(cluster.Access), TimeProvider.System, NullLogger<ClusterActions>.Instance);

    private async Task<ObjectName> Deployed(string name, int replicas, string? container = null)
    {
        var labels = new Dictionary<string, string> { ["app"] = name };
        await cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(
            new V1Deployment
            {
                Metadata = new() { Name = name },
                Spec = new()
                {
                    Replicas = replicas,
                    Selector = new() { MatchLabels = labels },
                    Template = new() { Metadata = new() { Labels = labels }, Spec = new() { TerminationGracePeriodSeconds = 0, Containers = [new() { Name = container ?? name, Image = "absent:1" }] } },
                },
            },
            "default");
        var made = new ObjectName("default", name);
        await cluster.Until(now => now.ReplicaSets.Values.Any(set => set.Owner?.Name == name) && Owned(now, made).Count() == replicas, "it has its pods");
        return made;
    }

    private async Task<PodState> PodOf(ObjectName deployment)
    {
        await cluster.Until(now => Owned(now, deployment).Any(), "it has a pod");
        return Owned(cluster.Current, deployment).First();
    }

    private static IEnumerable<PodState> Owned(ClusterSnapshot now, ObjectName deployment) =>
        now.Pods.Values.Where(pod => pod.Name.Namespace == deployment.Namespace && pod.Labels.GetValueOrDefault("app") == deployment.Name && !pod.IsTerminating);
}
