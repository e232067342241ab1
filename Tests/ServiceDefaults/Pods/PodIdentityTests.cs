using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Pods;

namespace Workshop.ServiceDefaults.Tests.Pods;

public class PodIdentityTests
{
    [Fact]
    public void A_pod_of_the_embedded_cluster_knows_itself() => Assert.Equal(
        new PodIdentity("hello-1", "workshop", "node-2"),
        Of(("WORKSHOP_POD_IP", "127.40.1.7"), ("HOSTNAME", "hello-1"), ("WORKSHOP_NAMES", "/state/names/workshop.json"), ("WORKSHOP_NODE", "node-2")));

    [Fact]
    public void A_pod_elsewhere_is_told_by_the_downward_API() => Assert.Equal(
        new PodIdentity("hello-1", "prod", "gke-7"),
        Of(("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("HOSTNAME", "cut-short"), ("POD_NAME", "hello-1"), ("POD_NAMESPACE", "prod"), ("NODE_NAME", "gke-7")));

    [Fact]
    public void What_is_no_pod_is_nobody() => Assert.Equal(new PodIdentity(null, null, null), Of(("HOSTNAME", "my-laptop")));

    [Theory]
    [InlineData("hello-7d9c5b8f6d-x2x4p", "hello")]
    [InlineData("my-own-app-5fb99965f-8w7zx", "my-own-app")]
    [InlineData("redis-0", null)]
    [InlineData("hello-7d9c5b8f6d", null)]
    [InlineData("hello-7d9c5b8f6d-x2x4a", null)]
    [InlineData(null, null)]
    public void A_Deployments_pod_tells_its_Deployment(string? pod, string? expected) => Assert.Equal(expected, new PodIdentity(pod, null, null).Deployment);

    private static PodIdentity Of(params (string Name, string? Value)[] variables) =>
        PodIdentity.From(new ConfigurationBuilder().AddInMemoryCollection(variables.Select(one => KeyValuePair.Create(one.Name, one.Value))).Build());
}
