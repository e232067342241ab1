using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Tests.Api;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>Every published overlay is accepted by the cluster with strict validation, and its pods by Pod Security "restricted".</summary>
public sealed class OverlayTests : IAsyncLifetime, IDisposable
{
    private static readonly string Overlays = Path.Combine(PublishedFiles.Folder, "kubernetes", "overlays");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ApiHost _api = new();
    private readonly TemporaryFolder _home = new();

    public static TheoryData<string> Published => [.. Directory.GetDirectories(Overlays).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public Task InitializeAsync() => _api.InitializeAsync();

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose()
    {
        _api.Dispose();
        _home.Dispose();
    }

    [SkippableTheory]
    [MemberData(nameof(Published))]
    public async Task An_overlay_is_accepted_as_a_whole(string overlay)
    {
        var built = await Build(overlay);
        var objects = Objects(built).ToList();
        var namespaces = objects.Where(item => (string?)item["kind"] == "Namespace").ToList();
        Assert.All(namespaces, ns => Assert.Equal("restricted", (string?)ns["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]));
        Assert.NotEmpty(namespaces);

        var applied = (await Kubectl(built, "apply", "--validate=strict", "-f", "-")).Succeeded();
        Assert.Equal(objects.Count, applied.Split('\n').Count(line => line.EndsWith(" created", StringComparison.Ordinal) || line.EndsWith(" configured", StringComparison.Ordinal)));
        Assert.DoesNotContain("unchanged", applied, StringComparison.Ordinal);
        var again = (await Kubectl(built, "apply", "--validate=strict", "-f", "-")).Succeeded();
        Assert.DoesNotContain(" created", again, StringComparison.Ordinal);

        foreach (var item in objects.Where(item => item["spec"]?["template"] is not null))
        {
            var reply = await Post(PodOf(item));
            Assert.True(reply.Code == 201, $"{item["kind"]} {item["metadata"]!["name"]}: {reply.Text}");
        }
    }

    [SkippableFact]
    public async Task A_mistyped_field_of_a_route_is_refused()
    {
        var built = await Build("gke");
        Assert.Contains("backendRefs:", built, StringComparison.Ordinal);

        var refused = await Kubectl(built.Replace("backendRefs:", "backendRef:", StringComparison.Ordinal), "apply", "--validate=strict", "-f", "-");

        Assert.Contains("HTTPRoute in version \"v1\" cannot be handled as a HTTPRoute: strict decoding error: unknown field \"spec.rules[0].backendRef\"", refused.Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_pod_that_breaks_restricted_is_refused()
    {
        var built = await Build("gke");
        (await Kubectl(built, "apply", "--validate=strict", "-f", "-")).Succeeded();
        var pod = PodOf(Objects(built).First(item => (string?)item["kind"] == "Deployment"));
        pod["spec"]!["containers"]![0]!["securityContext"]!["allowPrivilegeEscalation"] = true;

        var refused = await Post(pod);

        Assert.Equal(403, refused.Code);
        Assert.Contains("violates PodSecurity \"restricted:latest\": allowPrivilegeEscalation != false", refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("kind: Deployment", "  selector:", "  selectors:", "unknown field \"spec.selectors\"")]
    [InlineData("kind: HorizontalPodAutoscaler", "  maxReplicas:", "  maxReplica:", "unknown field \"spec.maxReplica\"")]
    [InlineData("kind: NetworkPolicy", "  policyTypes:", "  policyType:", "unknown field \"spec.policyType\"")]
    [InlineData("kind: PodDisruptionBudget", "  maxUnavailable:", "  maxUnavailables:", "unknown field \"spec.maxUnavailables\"")]
    [InlineData("kind: StatefulSet", "  serviceName:", "  serviceNames:", "unknown field \"spec.serviceNames\"")]
    [InlineData("kind: ServiceAccount", "automountServiceAccountToken:", "automountToken:", "unknown field \"automountToken\"")]
    [InlineData("kind: Service\n", "  ports:", "  port:", "unknown field \"spec.port\"")]
    [InlineData("kind: Ingress\n", "  defaultBackend:", "  defaultBackends:", "unknown field \"spec.defaultBackends\"")]
    [InlineData("kind: Namespace", "  labels:", "  label:", "unknown field \"metadata.label\"")]
    public async Task A_mistyped_field_of_a_built_in_kind_is_refused(string kind, string right, string wrong, string why)
    {
        var document = (await Build("gke-ingress")).Split("---\n").First(document => document.Contains(kind, StringComparison.Ordinal) && document.Contains('\n' + right, StringComparison.Ordinal));

        var refused = await Kubectl(document.Replace('\n' + right, '\n' + wrong, StringComparison.Ordinal), "create", "--dry-run=server", "--validate=strict", "-f", "-");

        Assert.Contains($"strict decoding error: {why}", refused.Failed(), StringComparison.Ordinal);
    }

    private static async Task<string> Build(string overlay) =>
        (await TestProcess.Run(RequiredTool.Named("kubectl"), ["kustomize", Path.Combine(Overlays, overlay)], Limit)).Succeeded() + "\n";

    private static IEnumerable<JsonObject> Objects(string built) => built.Split("---\n").Select(document => YamlBody.Read(Encoding.UTF8.GetBytes(document))!.AsObject());

    private static JsonObject PodOf(JsonObject workload)
    {
        var pod = workload["spec"]!["template"]!.DeepClone().AsObject();
        pod["metadata"]!["name"] = workload["metadata"]!["name"]!.ToString();
        pod["metadata"]!["namespace"] = workload["metadata"]!["namespace"]!.ToString();

        // As the StatefulSet's loop would: each claim becomes a volume.
        foreach (var claim in workload["spec"]!["volumeClaimTemplates"]?.AsArray() ?? [])
        {
            var name = claim!["metadata"]!["name"]!.ToString();
            pod["spec"]!["volumes"]!.AsArray().Add(new JsonObject { ["name"] = name, ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = name } });
        }

        return pod;
    }

    private Task<Reply> Post(JsonObject pod) => _api.Send("POST", $"/api/v1/namespaces/{pod["metadata"]!["namespace"]}/pods?dryRun=All&fieldValidation=Strict", pod.ToJsonString());

    private Task<CommandResult> Kubectl(string input, params string[] arguments) => TestProcess.Run(
        RequiredTool.Named("kubectl"), arguments, Limit, CleanEnvironment.With(("HOME", _home.Path), ("KUBECONFIG", _api.Cluster.KubeconfigPath)), input: input);
}
