using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Translation;

public class TranslatorTests
{
    private readonly TestModel _model = new();

    private IReadOnlyList<TranslatedObject> Objects => TestModel.Translate(_model.Read());

    [Fact]
    public void What_pods_need_comes_before_the_pods()
    {
        var redis = _model.Builder.AddRedis("redis");
        _model.Add("auth").WithHttpEndpoint().WithReference(redis);

        Assert.Equal(
            [
                "Namespace", "NetworkPolicy", "NetworkPolicy", "Secret", "ServiceAccount", "ServiceAccount", "Secret", "Service", "Service",
                "NetworkPolicy", "PodDisruptionBudget", "NetworkPolicy", "PodDisruptionBudget", "StatefulSet", "Deployment",
            ],
            Objects.Select(item => item.Kind));
    }

    [Fact]
    public void The_same_model_gives_the_same_text_again()
    {
        _model.Builder.AddRedis("redis");
        _model.Add("hello").WithHttpEndpoint();

        Assert.Equal(Text(Objects), Text(Objects));
    }

    [Fact]
    public void A_secret_stands_in_its_Secret_and_nowhere_else()
    {
        var key = _model.Builder.AddParameter("signing-key", new GenerateParameterDefault(), secret: true);
        _model.Add("auth").WithHttpEndpoint().WithEnvironment("Workshop__Signing__Key", key).WithEnvironment("MIXED", $"key={key};");

        var pod = Deployment("auth")["spec"]!["template"]!["spec"]!;
        var variables = pod["containers"]![0]!["env"]!.AsArray();

        // Alone: a file, which follows its Secret. Within a text: a variable, which Kubernetes fills in. Who signs tokens has users, too.
        Assert.Equal(
            """[{"name":"secrets","projected":{"sources":[{"secret":{"items":[{"key":"value","path":"Workshop__Signing__Key"}],"name":"signing-key"}},{"secret":{"items":[{"key":"value","path":"Workshop__Users"}],"name":"auth-users","optional":true}}]}}]""",
            pod["volumes"]!.ToJsonString());
        Assert.Equal("""[{"mountPath":"/run/secrets/workshop","name":"secrets","readOnly":true}]""", pod["containers"]![0]!["volumeMounts"]!.ToJsonString());
        Assert.Equal("""{"name":"SIGNING_KEY","valueFrom":{"secretKeyRef":{"key":"value","name":"signing-key"}}}""", variables[0]!.ToJsonString());
        Assert.Equal("""{"name":"MIXED","value":"key=$(SIGNING_KEY);"}""", variables[1]!.ToJsonString());
        Assert.Equal("""{"name":"Workshop__SecretsFolder","value":"/run/secrets/workshop"}""", variables.Single(variable => (string?)variable!["name"] == "Workshop__SecretsFolder")!.ToJsonString());
        Assert.DoesNotContain("value-of-signing-key", Text(Objects), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_is_told_what_Aspire_tells_it_and_the_models_own_word_goes_before_that()
    {
        var redis = _model.Builder.AddRedis("redis");
        _model.Add("auth").WithHttpEndpoint(targetPort: 8080).WithHttpEndpoint(targetPort: 8081, name: "health").WithReference(redis).WithEnvironment("REDIS_PORT", "mine");

        var variables = Deployment("auth")["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => variable!["value"]?.ToString());

        Assert.Equal("8080;8081", variables["HTTP_PORTS"]);
        Assert.Equal("true", variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"]);
        Assert.Equal("in_memory", variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
        Assert.Equal(("redis", "mine"), (variables["REDIS_HOST"], variables["REDIS_PORT"]));
        Assert.Equal((null, "redis://:$(REDIS_PASSWORD)@redis:6379"), (variables["REDIS_PASSWORD"], variables["REDIS_URI"]));
    }

    [Fact]
    public void A_databases_data_lie_where_they_outlive_its_pod_and_no_two_pods_write_them()
    {
        _model.Builder.AddRedis("redis");

        var spec = Objects.Single(item => item.Kind == "StatefulSet" && item.Name == "redis").Body["spec"]!;
        var container = spec["template"]!["spec"]!["containers"]![0]!;

        Assert.Equal(1, spec["replicas"]!.GetValue<int>());
        Assert.Equal("data", spec["volumeClaimTemplates"]![0]!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("""["ReadWriteOnce"]""", spec["volumeClaimTemplates"]![0]!["spec"]!["accessModes"]!.ToJsonString());
        Assert.Contains("""{"mountPath":"/data","name":"data"}""", container["volumeMounts"]!.AsArray().Select(mount => mount!.ToJsonString()));
        Assert.Equal("""["/etc/redis/redis.conf","--dir","/data","--appendonly","yes"]""", container["args"]!.ToJsonString());
    }

    [Fact]
    public void Dollars_in_a_literal_stay_literal()
    {
        _model.Add("hello").WithEnvironment("PRICE", "$(NOT_A_VARIABLE)");

        Assert.Equal("$$(NOT_A_VARIABLE)", Deployment("hello")["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]![0]!["value"]!.GetValue<string>());
    }

    [Fact]
    public void The_health_port_is_no_part_of_the_Service_unless_another_resource_refers_to_it()
    {
        var hello = WithHealth(_model.Add("hello"));
        Assert.Equal(["http"], PortsOf("hello"));

        _model.Add("watcher").WithEnvironment("HEALTH", $"{hello.GetEndpoint("health")}");
        Assert.Equal(["http", "health"], PortsOf("hello"));
    }

    [Fact]
    public void A_reference_says_the_address_without_a_port_because_http_means_80()
    {
        var hello = WithHealth(_model.Add("hello"));
        _model.Add("gateway").WithReference(hello);

        var variables = Deployment("gateway")["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray();
        Assert.Equal(["services__hello__http__0", "HELLO_HTTP"], variables.Select(variable => variable!["name"]!.GetValue<string>()).TakeLast(2));
        Assert.Equal("http://hello", variables[^1]!["value"]!.GetValue<string>());
        Assert.Equal(80, Service("hello")["spec"]!["ports"]![0]!["port"]!.GetValue<int>());
    }

    [Fact]
    public void A_workload_without_endpoints_has_no_Service_and_no_probes()
    {
        _model.Add("worker");

        Assert.DoesNotContain(Objects, item => item.Kind == "Service");
        Assert.Null(Deployment("worker")["spec"]!["template"]!["spec"]!["containers"]![0]!["readinessProbe"]);
    }

    [Fact]
    public void What_the_target_decides_is_followed()
    {
        _model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints().WithReplicas(2);
        var model = _model.Read();
        var target = TestModel.TargetFor(model) with { Namespace = "elsewhere", Image = _ => "registry/gateway@sha256:1", Replicas = _ => 7, ExternalAddress = null, ExternalPorts = new Dictionary<EndpointKey, int>() };

        var objects = ApplicationTranslator.Translate(model, target);
        var deployment = objects.Single(item => item.Kind == "Deployment").Body;
        var service = objects.Single(item => item.Kind == "Service").Body;

        Assert.All(objects.Skip(1), item => Assert.Equal("elsewhere", item.Body["metadata"]!["namespace"]!.GetValue<string>()));
        Assert.Equal(7, deployment["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal("registry/gateway@sha256:1", deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
        Assert.Null(service["spec"]!["loadBalancerIP"]);
        Assert.Equal(80, service["spec"]!["ports"]![0]!["port"]!.GetValue<int>());
    }

    private static IResourceBuilder<ProjectResource> WithHealth(IResourceBuilder<ProjectResource> service) =>
#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.
        service.WithHttpEndpoint().WithHttpEndpoint(targetPort: 8081, name: "health").WithHttpProbe(ProbeType.Readiness, "/readiness", endpointName: "health");
#pragma warning restore ASPIREPROBES001

    private static string Text(IEnumerable<TranslatedObject> objects) => string.Join('\n', objects.Select(item => item.Body.ToJsonString()));

    private JsonObject Deployment(string name) => Objects.Single(item => item.Kind == "Deployment" && item.Name == name).Body;

    private JsonObject Service(string name) => Objects.Single(item => item.Kind == "Service" && item.Name == name).Body;

    private IEnumerable<string> PortsOf(string service) => Service(service)["spec"]!["ports"]!.AsArray().Select(port => port!["name"]!.GetValue<string>());
}
