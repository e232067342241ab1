using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Tests.Manifests;

/// <summary>What is left of a cluster at its next start.</summary>
public sealed class LifetimeTests(LiveCluster cluster) : IClassFixture<LiveCluster>
{
    private const string Map = "api/v1/namespaces/default/configmaps/mine";

    [Fact]
    public async Task Objects_are_there_again_unless_the_next_start_is_to_be_an_empty_one()
    {
        await using (var guests = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("mine", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mine }\n")))
        {
            await guests.Becomes("mine", KnownResourceStates.Running);
        }

        await cluster.RestartAsync(startsEmpty: false);
        Assert.True(await cluster.HasAsync(Map));

        await cluster.RestartAsync(startsEmpty: true);
        Assert.False(await cluster.HasAsync(Map));
        Assert.True(await cluster.HasAsync("api/v1/namespaces/workshop"));
    }
}
