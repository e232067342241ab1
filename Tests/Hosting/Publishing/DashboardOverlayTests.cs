using System.Text.Json.Nodes;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Publishing;

public sealed class DashboardOverlayTests : IAsyncLifetime
{
    private static readonly TranslationTarget Target = TranslationTarget.Publish(new Dictionary<string, string>());

    private Kustomization _overlay = null!;
    private Kustomization _pushed = null!;

    public async Task InitializeAsync()
    {
        var model = await PublishedAppHost.Model("--operation", "publish");
        _overlay = DashboardOverlay.Of(model, Target, registry: null);
        _pushed = DashboardOverlay.Of(model, Target, "registry.example.com/team");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("dashboard")]
    [InlineData("cluster-page")]
    public void A_pod_of_it_cannot_be_root_nor_write_its_root_and_is_one(string name)
    {
        var spec = The("Deployment", name)["spec"]!;
        var pod = spec["template"]!["spec"]!;
        var container = pod["containers"]![0]!;

        Assert.Equal((1, "Recreate"), (spec["replicas"]!.GetValue<int>(), spec["strategy"]!["type"]!.GetValue<string>()));
        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.True(container["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal("/tmp", container["volumeMounts"]![0]!["mountPath"]!.GetValue<string>());
        Assert.All(["startupProbe", "readinessProbe", "livenessProbe"], probe => Assert.NotNull(container[probe]!["httpGet"]));
        Assert.All(["requests", "limits"], kind => Assert.NotNull(container["resources"]![kind]!["memory"]));
    }

    [Fact]
    public void Aspires_dashboard_lets_nobody_in_without_a_token_and_nothing_without_a_key()
    {
        var container = The("Deployment", "dashboard")["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var variables = container["env"]!.AsArray().ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!);

        Assert.Equal("mcr.microsoft.com/dotnet/aspire-dashboard:13.6", container["image"]!.GetValue<string>());
        Assert.Equal("BrowserToken", variables["Dashboard__Frontend__AuthMode"]["value"]!.GetValue<string>());
        Assert.Equal("ApiKey", variables["Dashboard__Otlp__AuthMode"]["value"]!.GetValue<string>());
        Assert.Equal("true", variables["Dashboard__Api__Disabled"]["value"]!.GetValue<string>());
        Assert.All(["Dashboard__Frontend__BrowserToken", "Dashboard__Otlp__PrimaryApiKey"], name => Assert.Null(variables[name]["valueFrom"]!["secretKeyRef"]!["optional"]));
    }

    [Fact]
    public void The_cluster_page_looks_at_no_Secrets_and_changes_nothing()
    {
        var rules = The("ClusterRole", "workshop-cluster-page-reader")["rules"]!.AsArray();

        Assert.All(rules.SelectMany(rule => rule!["verbs"]!.AsArray()), verb => Assert.Contains(verb!.GetValue<string>(), new[] { "get", "list", "watch" }));
        var resources = rules.SelectMany(rule => rule!["resources"]!.AsArray()).Select(resource => resource!.GetValue<string>()).ToList();
        Assert.DoesNotContain(resources, resource => resource is "secrets" or "configmaps" or "pods/log" or "*");
        Assert.Contains("pods", resources);
        Assert.Equal("""[{"kind":"ServiceAccount","name":"cluster-page","namespace":"workshop"}]""", The("ClusterRoleBinding", "workshop-cluster-page-reader")["subjects"]!.ToJsonString());
        Assert.False(The("Deployment", "dashboard")["spec"]!["template"]!["spec"]!["automountServiceAccountToken"]!.GetValue<bool>());
    }

    [Fact]
    public void Its_pages_are_let_in_to_from_nowhere_and_its_OTLP_ports_from_the_services()
    {
        var rule = Assert.Single(Policy("dashboard")["ingress"]!.AsArray())!;
        Assert.Equal([18889, 18890], Ports(rule));
        Assert.Equal(["auth", "gateway", "hello"], Apps(rule["from"]![0]!));
        Assert.Null(Policy("dashboard")["egress"]);
        Assert.Null(Policy("cluster-page")["ingress"]);
        Assert.Equal([443, 6443], Ports(Assert.Single(Policy("cluster-page")["egress"]!.AsArray())!));
        Assert.All(["dashboard", "cluster-page"], name => Assert.Equal("""["Ingress","Egress"]""", Policy(name)["policyTypes"]!.ToJsonString()));

        var sending = Policy("dashboard-telemetry");
        Assert.Equal(["auth", "gateway", "hello"], Apps(new JsonObject { ["podSelector"] = sending["podSelector"]!.DeepClone() }));
        Assert.Equal([18889, 18890], Ports(Assert.Single(sending["egress"]!.AsArray())!));
    }

    [Fact]
    public void Every_service_sends_its_telemetry_there_with_a_key_that_no_file_holds()
    {
        Assert.Equal(["auth", "gateway", "hello"], _overlay.Patches.Select(Name).Order(StringComparer.Ordinal));
        Assert.All(_overlay.Patches, patch =>
        {
            var variables = patch["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!);
            var endpoint = new Uri(variables["OTEL_EXPORTER_OTLP_ENDPOINT"]["value"]!.GetValue<string>());
            Assert.Equal(The("Service", "dashboard")["metadata"]!["name"]!.GetValue<string>(), endpoint.Host);
            Assert.Contains(The("Service", "dashboard")["spec"]!["ports"]!.AsArray(), port => port!["port"]!.GetValue<int>() == endpoint.Port && port["targetPort"]!.GetValue<string>() == "otlp-http");
            Assert.Equal("http/protobuf", variables["OTEL_EXPORTER_OTLP_PROTOCOL"]["value"]!.GetValue<string>());
            Assert.Equal("""{"name":"dashboard-access","key":"otlp-headers","optional":true}""", variables["OTEL_EXPORTER_OTLP_HEADERS"]["valueFrom"]!["secretKeyRef"]!.ToJsonString());
        });
    }

    [Fact]
    public void The_Secret_that_deploy_makes_has_every_key_that_is_asked_for()
    {
        var made = DashboardOverlay.Access(Target);

        var asked = _overlay.Objects.Concat(_overlay.Patches).SelectMany(item => References(item)).Distinct().ToList();

        Assert.Equal(4, asked.Count);
        Assert.All(asked, reference => Assert.Equal("dashboard-access", reference.Secret));
        Assert.Equal(asked.Select(reference => reference.Key).Order(StringComparer.Ordinal), made["data"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_overlay.Objects, item => item["kind"]!.GetValue<string>() == "Secret");
    }

    [Fact]
    public void From_a_registry_its_image_comes_from_there_too()
    {
        Assert.Empty(_overlay.Images);
        Assert.Equal(new ImageChange("workshop/cluster-page", "registry.example.com/team/cluster-page"), Assert.Single(_pushed.Images));
        Assert.StartsWith("workshop/cluster-page:", The("Deployment", "cluster-page")["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private JsonObject The(string kind, string name) => _overlay.Objects.Single(item => item["kind"]!.GetValue<string>() == kind && Name(item) == name);

    private JsonNode Policy(string name) => _overlay.Objects.Single(item => item["kind"]!.GetValue<string>() == "NetworkPolicy" && Name(item) == name)["spec"]!;

    private static string Name(JsonObject item) => item["metadata"]!["name"]!.GetValue<string>();

    private static IEnumerable<int> Ports(JsonNode rule) => rule["ports"]!.AsArray().Select(port => port!["port"]!.GetValue<int>());

    private static IEnumerable<string> Apps(JsonNode peer) =>
        Assert.Single(peer["podSelector"]!["matchExpressions"]!.AsArray())!["values"]!.AsArray().Select(value => value!.GetValue<string>()).Order(StringComparer.Ordinal);

    private static IEnumerable<(string Secret, string Key)> References(JsonNode? node) => node switch
    {
        JsonObject map when map["secretKeyRef"] is { } reference => [(reference["name"]!.GetValue<string>(), reference["key"]!.GetValue<string>())],
        JsonObject map => map.SelectMany(pair => References(pair.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}
