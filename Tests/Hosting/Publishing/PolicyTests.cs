using System.Text.Json.Nodes;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>The rules that every workload keeps when it is published: who deletes one, fails here.</summary>
public sealed class PolicyTests : IAsyncLifetime
{
    private IReadOnlyList<TranslatedObject> _objects = [];

    public async Task InitializeAsync() =>
        _objects = ApplicationTranslator.Translate(await PublishedAppHost.Model("--operation", "publish"), TranslationTarget.Publish(new Dictionary<string, string>()));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void Every_pod_passes_the_strictest_profile_with_a_root_that_cannot_be_written() => Assert.All(Pods(), pod =>
    {
        Assert.True(pod["securityContext"]!["runAsNonRoot"]!.GetValue<bool>());
        Assert.NotEqual(0, pod["securityContext"]!["runAsUser"]!.GetValue<int>());
        Assert.Equal("RuntimeDefault", pod["securityContext"]!["seccompProfile"]!["type"]!.GetValue<string>());
        Assert.False(pod["automountServiceAccountToken"]!.GetValue<bool>());
        var container = pod["containers"]![0]!["securityContext"]!;
        Assert.False(container["allowPrivilegeEscalation"]!.GetValue<bool>());
        Assert.True(container["readOnlyRootFilesystem"]!.GetValue<bool>());
        Assert.Equal("[\"ALL\"]", container["capabilities"]!["drop"]!.ToJsonString());
    });

    [Fact]
    public void The_namespace_refuses_pods_that_do_not() =>
        Assert.Equal("restricted", Of("Namespace").Single()["metadata"]!["labels"]!["pod-security.kubernetes.io/enforce"]!.GetValue<string>());

    [Fact]
    public void Every_container_has_all_three_probes_and_says_what_it_needs() => Assert.All(Pods().Select(pod => pod["containers"]![0]!), container =>
    {
        Assert.All(["startupProbe", "readinessProbe", "livenessProbe"], probe => Assert.NotNull(container[probe]));
        Assert.NotNull(container["resources"]!["requests"]!["cpu"]);
        Assert.NotNull(container["resources"]!["requests"]!["memory"]);
        Assert.NotNull(container["resources"]!["limits"]!["memory"]);
    });

    [Fact]
    public void Who_is_not_ready_is_left_out_at_once_and_who_is_merely_slow_is_not() => Assert.All(Of("Deployment"), deployment =>
    {
        // All pods of a busy machine are slow together: to leave out each would be an outage.
        var readiness = deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["readinessProbe"]!;
        Assert.Equal((1, 1, 5), (readiness["periodSeconds"]!.GetValue<int>(), readiness["failureThreshold"]!.GetValue<int>(), readiness["timeoutSeconds"]!.GetValue<int>()));
    });

    [Fact]
    public void A_rollout_costs_no_capacity_and_pods_go_on_serving_while_load_balancers_learn() => Assert.All(Of("Deployment"), deployment =>
    {
        var update = deployment["spec"]!["strategy"]!["rollingUpdate"]!;
        Assert.Equal((1, 0), (update["maxSurge"]!.GetValue<int>(), update["maxUnavailable"]!.GetValue<int>()));
        var pod = deployment["spec"]!["template"]!["spec"]!;
        var sleep = pod["containers"]![0]!["lifecycle"]!["preStop"]!["sleep"]!["seconds"]!.GetValue<int>();
        Assert.InRange(pod["terminationGracePeriodSeconds"]!.GetValue<int>(), sleep + 15, 120);
        Assert.Equal(2, pod["topologySpreadConstraints"]!.AsArray().Count);
    });

    [Fact]
    public void Every_workload_has_its_own_account_budget_and_network_policy()
    {
        var workloads = Of("Deployment").Concat(Of("StatefulSet")).Select(Name).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(["auth", "gateway", "hello", "redis"], workloads);
        Assert.Equal(workloads, Of("ServiceAccount").Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal(workloads, Of("PodDisruptionBudget").Select(Name).Order(StringComparer.Ordinal));
        Assert.Equal([.. workloads, "allow-dns", "default-deny"], Of("NetworkPolicy").Select(Name).OrderBy(name => name.Contains('-')).ThenBy(name => name, StringComparer.Ordinal));
        Assert.All(Of("PodDisruptionBudget"), budget => Assert.Equal(1, budget["spec"]!["maxUnavailable"]!.GetValue<int>()));
    }

    [Fact]
    public void Where_an_autoscaler_sets_the_number_of_pods_the_Deployment_does_not()
    {
        Assert.Equal(["auth", "gateway", "hello"], Of("HorizontalPodAutoscaler").Select(Name).Order(StringComparer.Ordinal));
        Assert.All(Of("Deployment"), deployment => Assert.False(deployment["spec"]!.AsObject().ContainsKey("replicas")));
        Assert.All(Of("HorizontalPodAutoscaler"), autoscaler => Assert.InRange(autoscaler["spec"]!["minReplicas"]!.GetValue<int>(), 2, 10));
    }

    [Fact]
    public void Only_those_whom_the_model_binds_may_talk()
    {
        Assert.Equal("{\"podSelector\":{},\"policyTypes\":[\"Ingress\",\"Egress\"]}", Policy("default-deny").ToJsonString());
        Assert.Equal(["auth"], Callers("redis"));
        Assert.Contains("gateway", Callers("hello"));
        Assert.Contains("gateway", Callers("auth"));
        Assert.Contains("redis", Callees("auth"));
        Assert.DoesNotContain("redis", Callees("hello"));
        Assert.DoesNotContain("redis", Callees("gateway"));
    }

    [Fact]
    public void The_data_of_Redis_outlive_its_pod()
    {
        var set = Of("StatefulSet").Single()["spec"]!;

        Assert.Equal("redis", set["serviceName"]!.GetValue<string>());
        Assert.Equal("None", Of("Service").Single(service => Name(service) == "redis")["spec"]!["clusterIP"]!.GetValue<string>());
        var claim = set["volumeClaimTemplates"]![0]!["metadata"]!["name"]!.GetValue<string>();
        Assert.Contains(set["template"]!["spec"]!["containers"]![0]!["volumeMounts"]!.AsArray(), mount => mount!["name"]!.GetValue<string>() == claim && mount["mountPath"]!.GetValue<string>() == "/data");
    }

    [Fact]
    public void The_lab_is_closed()
    {
        var settings = Pods().SelectMany(pod => pod["containers"]![0]!["env"]?.AsArray() ?? []).Where(variable => variable!["name"]!.GetValue<string>() == "Workshop__Lab").ToList();

        Assert.Equal(3, settings.Count);
        Assert.All(settings, variable => Assert.Equal("false", variable!["value"]!.GetValue<string>()));
    }

    private IEnumerable<JsonObject> Of(string kind) => _objects.Where(item => item.Kind == kind).Select(item => item.Body);

    private IEnumerable<JsonNode> Pods() => Of("Deployment").Concat(Of("StatefulSet")).Select(controller => controller["spec"]!["template"]!["spec"]!);

    private JsonNode Policy(string name) => Of("NetworkPolicy").Single(policy => Name(policy) == name)["spec"]!;

    private IEnumerable<string> Callers(string name) => Peers(Policy(name)["ingress"], "from");

    private IEnumerable<string> Callees(string name) => Peers(Policy(name)["egress"], "to");

    private static IEnumerable<string> Peers(JsonNode? rules, string direction) =>
        (rules?.AsArray() ?? []).SelectMany(rule => rule![direction]?.AsArray() ?? []).Select(peer => peer!["podSelector"]!["matchLabels"]!["app"]!.GetValue<string>());

    private static string Name(JsonNode item) => item["metadata"]!["name"]!.GetValue<string>();
}
