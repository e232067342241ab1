using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Tests.Api;

public sealed class AutoscalerViewTests
{
    private const string Target = """ "scaleTargetRef":{"kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":5 """;

    [Theory]
    [InlineData("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]""", "[]", "cpu: <unknown>/60%")]
    [InlineData("""[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}]""", """[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":12,"averageValue":"12m"}}}]""", "cpu: 12%/60%")]
    [InlineData("""[{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"64Mi"}}}]""", """[{"type":"Resource","resource":{"name":"memory","current":{"averageValue":"1048576"}}}]""", "memory: 1048576/64Mi")]
    [InlineData("""[{"type":"ContainerResource","containerResource":{"name":"cpu","container":"c","target":{"type":"Utilization","averageUtilization":60}}}]""", """[{"type":"ContainerResource","containerResource":{"name":"cpu","container":"c","current":{"averageUtilization":7}}}]""", "cpu: 7%/60%")]
    [InlineData("""[{"type":"Pods","pods":{"metric":{"name":"hits"},"target":{"type":"AverageValue","averageValue":"10"}}},{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"AverageValue","averageValue":"30"}}},{"type":"External","external":{"metric":{"name":"q"},"target":{"type":"Value","value":"30"}}}]""", "[]", "<unknown>/10, <unknown>/30 (avg) + 1 more...")]
    public void Targets_are_shown_as_Kubernetes_shows_them(string metrics, string current, string expected) => Assert.Equal(
        $"x | Deployment/web | {expected} | 2 | 5 | 3 | 60s",
        Row.Of(KindTable.HorizontalPodAutoscaler, $$"""{"spec":{ {{Target}},"metrics":{{metrics}} },"status":{"currentReplicas":3,"currentMetrics":{{current}} } }"""));

    [Fact]
    public void In_autoscaling_v1_they_are_the_same() => Assert.Equal(
        "x | Deployment/web | cpu: 12%/60%, memory: <unknown>/64Mi | 2 | 5 | 3 | 60s",
        Row.Of(
            KindTable.HorizontalPodAutoscalerV1,
            $$"""
            {"metadata":{"annotations":{"autoscaling.alpha.kubernetes.io/metrics":"[{\"type\":\"Resource\",\"resource\":{\"name\":\"memory\",\"targetAverageValue\":\"64Mi\"} }]"} },
             "spec":{ {{Target}},"targetCPUUtilizationPercentage":60},"status":{"currentReplicas":3,"currentCPUUtilizationPercentage":12} }
            """));
}
