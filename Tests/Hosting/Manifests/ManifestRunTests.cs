using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Tests.Manifests;

/// <summary>Manifests in a cluster that runs.</summary>
public sealed class ManifestRunTests(LiveCluster cluster) : IClassFixture<LiveCluster>
{
    // In the order in which people write them, not in the one in which they must be made.
    private const string Widgets = """
        apiVersion: example.org/v1
        kind: Widget
        metadata: { name: first, namespace: widgets }
        spec: { size: 3 }
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names: { kind: Widget, plural: widgets, singular: widget }
          versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: { type: object, properties: { size: { type: integer } } }
        ---
        apiVersion: v1
        kind: Namespace
        metadata: { name: widgets }
        """;

    [Fact]
    public async Task Definitions_come_before_their_objects_and_namespaces_before_their_content_and_all_goes_again()
    {
        await using var guests = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("widgets", Widgets));

        var row = await guests.Becomes("widgets", KnownResourceStates.Running);

        Assert.True(await cluster.HasAsync("apis/example.org/v1/namespaces/widgets/widgets/first"));
        Assert.Equal("1/1 rolled out", row.Properties.Single(property => property.Name == "kubernetes.ready").Value);

        await guests.TakeAwayAsync();
        await Eventually.Is(async () => !await cluster.HasAsync("api/v1/namespaces/widgets"), "its namespace is gone", TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.False(await cluster.HasAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.org"));
    }

    [Fact]
    public async Task A_manifest_is_ready_when_its_workloads_have_rolled_out()
    {
        await using var guests = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("sleepers", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: sleepers }
            spec:
              replicas: 2
              selector: { matchLabels: { app: sleepers } }
              template:
                metadata: { labels: { app: sleepers } }
                spec:
                  terminationGracePeriodSeconds: 1
                  containers: [{ name: main, image: busybox, command: [sleep, "600"] }]
            """).WithNamespace("dormitory"));

        await guests.Becomes("sleepers", KnownResourceStates.Running);

        var status = (await cluster.Api.GetAsync("apis/apps/v1/namespaces/dormitory/deployments/sleepers", CancellationToken.None))["status"]!;
        Assert.Equal(2, status["availableReplicas"]!.GetValue<int>());
        await guests.TakeAwayAsync();
    }

    [Fact]
    public async Task What_was_there_before_is_not_taken_away()
    {
        const string map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: shared }\ndata: { a: b }\n";
        await using var first = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("first", map));
        await first.Becomes("first", KnownResourceStates.Running);
        await using var second = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("second", map));
        await second.Becomes("second", KnownResourceStates.Running);

        await second.TakeAwayAsync();
        Assert.True(await cluster.HasAsync("api/v1/namespaces/default/configmaps/shared"));

        await first.TakeAwayAsync();
        Assert.False(await cluster.HasAsync("api/v1/namespaces/default/configmaps/shared"));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndada: { a: b }", "Manifest 'broken': document 1 (ConfigMap 'a') was refused by the cluster: ", "dada")]
    [InlineData("apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: a }", "Manifest 'broken': document 1 (Gadget 'a'): the cluster has no kind 'Gadget' in version 'example.com/v1'.", "CustomResourceDefinition")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: nowhere }", "Manifest 'broken': document 1 (ConfigMap 'a') was refused by the cluster: ", "\"nowhere\" not found")]
    public async Task What_the_API_refuses_is_one_line_of_the_row(string content, string beginning, string part)
    {
        ManifestResource? manifest = null;
        await using var guests = new GuestsOf(cluster, kubernetes => manifest = kubernetes.AddManifestFromContent("broken", content).Resource);

        await guests.Becomes("broken", KnownResourceStates.FailedToStart);

        Assert.StartsWith(beginning, manifest!.Health.Detail, StringComparison.Ordinal);
        Assert.Contains(part, manifest.Health.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', manifest.Health.Detail);
    }
}
