using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Workshop.EndToEnd.Aspire;

/// <summary>What a team adds to the AppHost in its tests: objects that somebody else wrote, their Service as an endpoint, and a program beside the pods that uses both.</summary>
internal static class ApplicationGuests
{
    public const string Namespace = "guests";

    private const string Greeter = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: greeter }
        spec:
          selector: { matchLabels: { app: greeter } }
          template:
            metadata: { labels: { app: greeter } }
            spec: { containers: [{ name: main, image: "workshop/hello:1.0.0" }] }
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: greeter }
        spec:
          selector: { app: greeter }
          ports: [{ port: 80, targetPort: 8080 }]
        """;

    /// <param name="folder">Where the program writes what it saw: <c>nodes</c>, <c>greeting</c>.</param>
    public static void AddGuests(this IDistributedApplicationTestingBuilder builder, string folder)
    {
        var cluster = builder.CreateResourceBuilder(builder.Resources.OfType<EmbeddedClusterResource>().Single());
        cluster.AddManifestFromContent("greeter-objects", Greeter).WithNamespace(Namespace);
        var greeter = cluster.AddServiceEndpoint("greeter", "greeter", 80, Namespace);
        builder.AddExecutable("visitor", "sh", folder, "-c", "kubectl get nodes -o name > nodes; curl -sS --retry 5 --retry-all-errors $GREETER_HTTP/ > greeting; exec sleep 3600")
            .WithReference(cluster)
            .WithReference(greeter)
            .WaitFor(cluster)
            .WaitFor(greeter);
    }
}
