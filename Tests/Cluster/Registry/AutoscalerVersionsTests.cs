using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>autoscaling/v1 beside v2: one object, two ways to see it.</summary>
public sealed class AutoscalerVersionsTests : IDisposable
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";

    private const string Everything = """
        {"metadata":{"name":"web","annotations":{"team":"blue"}},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":9,
        "metrics":[
        {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
        {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"64Mi"}}},
        {"type":"ContainerResource","containerResource":{"name":"cpu","container":"web","target":{"type":"Utilization","averageUtilization":50}}},
        {"type":"Pods","pods":{"metric":{"name":"hits","selector":{"matchLabels":{"a":"b"}}},"target":{"type":"AverageValue","averageValue":"1k"}}},
        {"type":"Object","object":{"describedObject":{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","name":"main"},"metric":{"name":"rps"},"target":{"type":"Value","value":"10k"}}},
        {"type":"Object","object":{"describedObject":{"kind":"Service","name":"main"},"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"10"}}},
        {"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"q":"1"}}},"target":{"type":"AverageValue","averageValue":"30"}}}],
        "behavior":{"scaleDown":{"stabilizationWindowSeconds":10,"policies":[{"type":"Pods","value":1,"periodSeconds":60}],"selectPolicy":"Min"}}}}
        """;

    private readonly TestRegistry _registry = new();

    [Fact]
    public void What_kubectl_autoscale_sends_is_kept_as_v2_and_read_back_as_it_was()
    {
        var sent = Old("""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":1,"maxReplicas":5,"targetCPUUtilizationPercentage":50}}""");

        Assert.Equal(("autoscaling/v1", "50"), ((string?)sent["apiVersion"], sent["spec"]!["targetCPUUtilizationPercentage"]!.ToString()));
        Assert.Equal("""{"currentReplicas":0,"desiredReplicas":0}""", sent["status"]!.ToJsonString());
        Assert.Null(sent["metadata"]!["annotations"]);
        var kept = New();
        Assert.Equal("autoscaling/v2", (string?)kept["apiVersion"]);
        Assert.Equal("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}}]""", kept["spec"]!["metrics"]!.ToJsonString());
        Assert.Equal(_registry.Objects.Get(KindTable.HorizontalPodAutoscaler, TestRegistry.Key("web")).ResourceVersion, _registry.Objects.Get(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web")).ResourceVersion);
    }

    [Fact]
    public void Who_names_no_percentage_in_v1_gets_80()
    {
        var sent = Old("""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5}}""");

        Assert.Equal(("80", "1"), (sent["spec"]!["targetCPUUtilizationPercentage"]!.ToString(), sent["spec"]!["minReplicas"]!.ToString()));
    }

    [Fact]
    public void What_only_v2_has_stands_in_annotations_of_v1_in_Kubernetes_form()
    {
        _registry.Create(KindTable.HorizontalPodAutoscaler, Everything);

        var annotations = _registry.Objects.Get(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web")).ToJson()["metadata"]!["annotations"]!.AsObject();

        Assert.Equal(["team", Prefix + "metrics", Prefix + "behavior"], annotations.Select(pair => pair.Key));
        Assert.Equal(
            """
            [{"type":"Resource","resource":{"name":"memory","targetAverageValue":"64Mi"}},{"type":"ContainerResource","containerResource":{"name":"cpu","container":"web","targetAverageUtilization":50}},{"type":"Pods","pods":{"metricName":"hits","selector":{"matchLabels":{"a":"b"}},"targetAverageValue":"1k"}},{"type":"Object","object":{"target":{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","name":"main"},"metricName":"rps","targetValue":"10k"}},{"type":"Object","object":{"target":{"kind":"Service","name":"main"},"metricName":"rps","averageValue":"10","targetValue":"0"}},{"type":"External","external":{"metricName":"queue","metricSelector":{"matchLabels":{"q":"1"}},"targetAverageValue":"30"}}]
            """,
            annotations[Prefix + "metrics"]!.ToString());
        Assert.Contains("\"ScaleDown\":{", annotations[Prefix + "behavior"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"StabilizationWindowSeconds\":10", annotations[Prefix + "behavior"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Through_v1_and_back_nothing_is_lost()
    {
        _registry.Create(KindTable.HorizontalPodAutoscaler, Everything);
        var status = New();
        status["status"] = JsonNode.Parse("""
            {"currentReplicas":2,"desiredReplicas":3,"lastScaleTime":"2026-01-02T12:00:00Z","currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":12,"averageValue":"120m"}}},{"type":""}],
            "conditions":[{"type":"AbleToScale","status":"True","reason":"ReadyForNewScale","message":"target's","lastTransitionTime":"2026-01-02T12:00:00Z"}]}
            """);
        _registry.Objects.Update(KindTable.HorizontalPodAutoscaler, TestRegistry.Key("web"), status, WriteOptions.Loop, "status");
        var before = _registry.Objects.Get(KindTable.HorizontalPodAutoscaler, TestRegistry.Key("web"));

        var old = _registry.Objects.Get(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web")).ToJson();
        Assert.Equal("12", old["status"]!["currentCPUUtilizationPercentage"]!.ToString());
        Assert.Contains("\"message\":\"target's\"", old["metadata"]!["annotations"]![Prefix + "conditions"]!.ToString(), StringComparison.Ordinal);
        var again = _registry.Objects.Update(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web"), old, TestRegistry.Strict);
        _registry.Objects.Update(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web"), again.ToJson(), TestRegistry.Strict, "status");

        Assert.Equal(before.ToJson().ToJsonString(), New().ToJsonString());
        Assert.Equal(before.ResourceVersion, again.ResourceVersion);
    }

    [Fact]
    public void A_patch_of_v1_speaks_of_its_fields_and_leaves_the_others()
    {
        _registry.Create(KindTable.HorizontalPodAutoscaler, Everything);

        var patched = _registry.Patch(KindTable.HorizontalPodAutoscalerV1, "web", PatchType.StrategicMerge, """{"spec":{"targetCPUUtilizationPercentage":75,"maxReplicas":4}}""");

        Assert.Equal(("75", "4"), (patched["spec"]!["targetCPUUtilizationPercentage"]!.ToString(), patched["spec"]!["maxReplicas"]!.ToString()));
        var kept = New();
        Assert.Equal(7, kept["spec"]!["metrics"]!.AsArray().Count);
        Assert.Equal("75", kept["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"]!.ToString());
        Assert.Equal("10", kept["spec"]!["behavior"]!["scaleDown"]!["stabilizationWindowSeconds"]!.ToString());
        Assert.Equal("""{"team":"blue"}""", kept["metadata"]!["annotations"]!.ToJsonString());
    }

    [Theory]
    [InlineData(Prefix + "metrics", "no json", "cannot be read: ")]
    [InlineData(Prefix + "metrics", "{}", "cannot be read: it is no list")]
    [InlineData(Prefix + "behavior", "[]", "cannot be read: it is no object")]
    public void A_note_that_cannot_be_read_is_refused(string annotation, string text, string why)
    {
        var refusal = Assert.Throws<StatusException>(() => Old(
            $$$"""{"metadata":{"name":"web","annotations":{"{{{annotation}}}":"{{{text}}}"}},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5}}"""));

        Assert.Equal(400, refusal.Code);
        Assert.Contains($"annotation \"{annotation}\" {why}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_only_v2_has_is_unknown_to_v1()
    {
        var refusal = Assert.Throws<StatusException>(() => Old("""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"metrics":[]}}"""));

        Assert.Equal("HorizontalPodAutoscaler in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: strict decoding error: unknown field \"spec.metrics\"", refusal.Message);
    }

    [Fact]
    public async Task Both_are_watched_and_deleting_one_deletes_both()
    {
        var since = _registry.Objects.ResourceVersion;
        _registry.Create(KindTable.HorizontalPodAutoscaler, Everything);
        _registry.Objects.Delete(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web"), new DeletionOptions());

        var seen = new List<string>();
        await foreach (var change in _registry.Objects.WatchAsync(KindTable.HorizontalPodAutoscalerV1, "default", since, CancellationToken.None))
        {
            seen.Add($"{change.Type} {change.Object.Kind.ApiVersion} {change.Object.ToJson()["apiVersion"]}");
            if (seen.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(["Added autoscaling/v1 autoscaling/v1", "Deleted autoscaling/v1 autoscaling/v1"], seen);
        Assert.Empty(_registry.Objects.List(KindTable.HorizontalPodAutoscaler, null).Items);
        Assert.Null(_registry.Objects.Find(KindTable.HorizontalPodAutoscalerV1, TestRegistry.Key("web")));
    }

    [Theory]
    [InlineData("""{"type":"Resource"}""", "spec.metrics[0].resource: Required value: must populate information for the given metric source")]
    [InlineData("""{"type":"Weather"}""", "spec.metrics[0].type: Unsupported value: \"Weather\": supported values: \"ContainerResource\", \"External\", \"Object\", \"Pods\", \"Resource\"")]
    [InlineData("""{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":0}}}""", "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0")]
    [InlineData("""{"type":"Resource","resource":{"name":"cpu","target":{"type":"AverageValue"}}}""", "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    [InlineData("""{"type":"ContainerResource","containerResource":{"name":"cpu","target":{"type":"AverageValue","averageValue":"1"}}}""", "spec.metrics[0].containerResource.container: Required value: must specify a container name")]
    public void Metrics_that_cannot_be_are_refused(string metric, string message)
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.HorizontalPodAutoscaler, $$"""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"metrics":[{{metric}}]} }"""));

        Assert.EndsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"scaleUp":{"stabilizationWindowSeconds":4000}}""", "spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 4000: must be less than or equal to 3600")]
    [InlineData("""{"scaleDown":{"selectPolicy":"Most"}}""", "spec.behavior.scaleDown.selectPolicy: Unsupported value: \"Most\": supported values: \"Disabled\", \"Max\", \"Min\"")]
    [InlineData("""{"scaleDown":{"policies":[{"type":"Pods","value":0,"periodSeconds":1801}]}}""", "[spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero, spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800]")]
    public void Behaviour_that_cannot_be_is_refused(string behavior, string message)
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.HorizontalPodAutoscaler, $$"""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":5,"behavior":{{behavior}} } }"""));

        Assert.EndsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _registry.Dispose();

    private JsonObject Old(string body) => _registry.Create(KindTable.HorizontalPodAutoscalerV1, body);

    private JsonObject New() => _registry.Objects.Get(KindTable.HorizontalPodAutoscaler, new ObjectKey("default", "web")).ToJson();
}
