using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Tests.Manifests;

/// <summary>Services of a cluster that runs, as endpoints.</summary>
public sealed class ServiceEndpointTests(LiveCluster cluster) : IClassFixture<LiveCluster>
{
    private const string Objects = """
        apiVersion: v1
        kind: Service
        metadata: { name: NAME }
        spec: { ports: [{ port: 8088 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: NAME-1, labels: { kubernetes.io/service-name: NAME } }
        addressType: IPv4
        endpoints: [{ addresses: [127.0.0.1], conditions: { ready: READY } }]
        ports: [{ name: "", port: 9, protocol: TCP }]
        """;

    [Fact]
    public async Task An_endpoint_is_known_when_its_Service_exists_and_ready_when_somebody_answers()
    {
        ServiceEndpointResource? search = null;
        await using var guests = new GuestsOf(cluster, kubernetes => search = kubernetes.AddServiceEndpoint("search", "late", 8088).Resource);
        await guests.Shows("search", "there is no Service 'late' in namespace 'default' yet");

        await using var silent = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("late", Text("late", isReady: false)));
        await guests.Shows("search", "no pod behind it is Ready");
        var url = await new EndpointReference(search!, "http").GetValueAsync(CancellationToken.None);
        var address = (await cluster.Api.GetAsync("api/v1/namespaces/default/services/late", CancellationToken.None))["spec"]!["clusterIP"]!.GetValue<string>();
        Assert.Equal($"http://{address}:8088", url);

        await using var ready = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("late", Text("late", isReady: true)));
        var row = await guests.Becomes("search", KnownResourceStates.Running);
        Assert.Equal(url, Assert.Single(row.Urls).Url);
    }

    [Fact]
    public async Task A_port_that_the_Service_has_not_is_named()
    {
        await using var manifest = new GuestsOf(cluster, kubernetes => kubernetes.AddManifestFromContent("ported", Text("ported", isReady: true)));
        await manifest.Becomes("ported", KnownResourceStates.Running);
        await using var guests = new GuestsOf(cluster, kubernetes => kubernetes.AddServiceEndpoint("search", "ported", 80));

        await guests.Shows("search", "Service 'ported' has no port 80; it has 8088");
    }

    [Fact]
    public void A_reference_gives_the_variables_of_Aspires_own_endpoints()
    {
        var model = new Models.TestModel();
        var kubernetes = model.Builder.AddEmbeddedCluster("kubernetes");
        model.Add("front").WithReference(kubernetes.AddServiceEndpoint("search", "engine", 80, "shop")).WithReference(kubernetes.AddServiceEndpoint("safe", "engine", 443));

        var workload = model.Read().Workloads.Single();

        Assert.Equal(["SAFE_HTTPS", "SEARCH_HTTP", "services__safe__https__0", "services__search__http__0"], workload.References.Select(reference => reference.Variable).Order(StringComparer.Ordinal));
    }

    private static string Text(string name, bool isReady) => Objects.Replace("NAME", name, StringComparison.Ordinal).Replace("READY", isReady ? "true" : "false", StringComparison.Ordinal);
}
