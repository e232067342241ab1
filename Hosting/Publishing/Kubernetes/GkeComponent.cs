using System.Text.Json.Nodes;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>What GKE is whichever edge stands in front: where images lie, where telemetry goes, from where its load balancers ask.</summary>
internal static class GkeComponent
{
    public const string Folder = $"{KubernetesFiles.Root}/components/gke";

    /// <summary>Stands for what <c>deploy --registry</c> says.</summary>
    public const string Registry = "europe-west1-docker.pkg.dev/my-project/workshop";

    private const string TelemetryNamespace = "gke-managed-otel";
    private const string TelemetryAddress = $"http://opentelemetry-collector.{TelemetryNamespace}.svc.cluster.local:4317";

    // Google's front ends and health checks come from these.
    private static readonly string[] FrontEnds = ["130.211.0.0/22", "35.191.0.0/16"];

    public static Kustomization Of(ApplicationModel model, TranslationTarget target, string? registry) => new(Folder, "GKE, whichever edge stands in front: Artifact Registry, managed OpenTelemetry, and the load balancers' way in.")
    {
        IsComponent = true,
        Objects = [Telemetry(target), .. Patch.External(model).Select(workload => WayIn(workload, target))],
        Patches = [.. Patch.Projects(model).Select(workload => Patch.Environment(workload, target, Settings(workload, model)))],
        Images = ImageChange.To(registry ?? Registry, model),
    };

    private static (string Name, string Value)[] Settings(Workload workload, ApplicationModel model) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", TelemetryAddress),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        // Else every client would look like one of Google's front ends.
        .. Patch.External(model).Contains(workload) ? [("Workshop__TrustedProxies", string.Join(',', FrontEnds))] : Array.Empty<(string, string)>(),
    ];

    private static JsonObject Telemetry(TranslationTarget target) => Policy("allow-telemetry", target, new JsonObject
    {
        ["podSelector"] = new JsonObject(),
        ["policyTypes"] = new JsonArray("Egress"),
        ["egress"] = new JsonArray(new JsonObject
        {
            ["to"] = new JsonArray(new JsonObject { ["namespaceSelector"] = Labels("kubernetes.io/metadata.name", TelemetryNamespace) }),
            ["ports"] = new JsonArray(Port(4317), Port(4318)),
        }),
    });

    private static JsonObject WayIn(Workload workload, TranslationTarget target) => Policy($"{workload.Name}-load-balancer", target, new JsonObject
    {
        ["podSelector"] = Labels("app", workload.Name),
        ["policyTypes"] = new JsonArray("Ingress"),
        ["ingress"] = new JsonArray(new JsonObject
        {
            ["from"] = new JsonArray([.. FrontEnds.Select(range => new JsonObject { ["ipBlock"] = new JsonObject { ["cidr"] = range } })]),
            ["ports"] = new JsonArray([.. workload.Endpoints.Where(endpoint => endpoint.Scheme == "http").Select(endpoint => Port(endpoint.ListeningPort))]),
        }),
    });

    private static JsonObject Policy(string name, TranslationTarget target, JsonObject spec)
    {
        var policy = Patch.Of("networking.k8s.io/v1", "NetworkPolicy", name, target);
        policy["spec"] = spec;
        return policy;
    }

    private static JsonObject Labels(string name, string value) => new() { ["matchLabels"] = new JsonObject { [name] = value } };

    private static JsonObject Port(int port) => new() { ["port"] = port, ["protocol"] = "TCP" };
}
