using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class LimitRangeTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    [Fact]
    public void What_a_container_does_not_state_it_gets_and_the_pod_says_so()
    {
        Range("""{"type":"Container","default":{"cpu":"200m","memory":"64Mi"},"defaultRequest":{"cpu":"100m","memory":"32Mi"}}""");

        var pod = Pod("""{"name":"one","image":"i:1"},{"name":"two","image":"i:1","resources":{"limits":{"cpu":"1"}}}""");

        Assert.Equal("""{"limits":{"cpu":"200m","memory":"64Mi"},"requests":{"cpu":"100m","memory":"32Mi"}}""", pod["spec"]!["containers"]![0]!["resources"]!.ToJsonString());
        Assert.Equal("""{"limits":{"cpu":"1","memory":"64Mi"},"requests":{"cpu":"1","memory":"32Mi"}}""", pod["spec"]!["containers"]![1]!["resources"]!.ToJsonString());
        Assert.Equal(
            "LimitRanger plugin set: cpu, memory request for container one; cpu, memory limit for container one; memory request for container two; memory limit for container two",
            pod["metadata"]!["annotations"]!["kubernetes.io/limit-ranger"]!.ToString());
        Assert.Equal("Burstable", pod["status"]!["qosClass"]!.ToString());
    }

    [Theory]
    [InlineData("""{"type":"Container","max":{"memory":"128Mi"}}""", """{"limits":{"memory":"1Gi"}}""", "maximum memory usage per Container is 128Mi, but limit is 1Gi")]
    [InlineData("""{"type":"Container","min":{"cpu":"10m"}}""", """{"requests":{"cpu":"1m"}}""", "minimum cpu usage per Container is 10m, but request is 1m")]
    [InlineData("""{"type":"Pod","min":{"cpu":"10m"}}""", "{}", "minimum cpu usage per Pod is 10m.  No request is specified")]
    [InlineData("""{"type":"Pod","max":{"cpu":"10m"}}""", "{}", "maximum cpu usage per Pod is 10m.  No limit is specified")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"2"}}""", """{"requests":{"cpu":"1"},"limits":{"cpu":"3"}}""", "cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"2"}}""", """{"requests":{"cpu":"1"}}""", "cpu max limit to request ratio per Container is 2, but no limit is specified or limit is 0")]
    [InlineData("""{"type":"Pod","min":{"cpu":"10m","memory":"1Gi"}}""", "{}", "[minimum cpu usage per Pod is 10m.  No request is specified, minimum memory usage per Pod is 1Gi.  No request is specified]")]
    public void A_pod_outside_the_limits_is_refused(string limit, string resources, string why)
    {
        Range(limit);

        Assert.Equal($"pods \"p\" is forbidden: {why}", Assert.Throws<StatusException>(() => Pod($$$"""{"name":"c","image":"i:1","resources":{{{resources}}} }""")).Message);
    }

    [Theory]
    [InlineData("512Mi", "minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 512Mi")]
    [InlineData("3Gi", "maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi")]
    public void So_is_a_claim(string size, string why)
    {
        Range("""{"type":"PersistentVolumeClaim","min":{"storage":"1Gi"},"max":{"storage":"2Gi"}}""");

        var fault = Assert.Throws<StatusException>(() => _registry.Create(
            KindTable.PersistentVolumeClaim, $$$$$"""{"metadata":{"name":"c"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"{{{{{size}}}}}"}}}}"""));

        Assert.Equal($"persistentvolumeclaims \"c\" is forbidden: {why}", fault.Message);
    }

    [Fact]
    public void A_bound_that_stands_alone_is_the_default_too()
    {
        var range = Range("""{"type":"Container","max":{"cpu":"1"},"min":{"memory":"1Mi"}}""");

        Assert.Equal("""{"cpu":"1"}""", range["spec"]!["limits"]![0]!["default"]!.ToJsonString());
        Assert.Equal("""{"cpu":"1","memory":"1Mi"}""", range["spec"]!["limits"]![0]!["defaultRequest"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"Container","min":{"cpu":"2"},"max":{"cpu":"1"}}""", "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")]
    [InlineData("""{"type":"Pod","default":{"cpu":"2"}}""", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("""{"type":"PersistentVolumeClaim"}""", "spec.limits[0]: Required value: either minimum or maximum storage value is required, but neither was provided")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"cpu":"500m"}}""", "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"500m\": ratio 500m is less than 1")]
    public void Limits_that_contradict_each_other_are_refused(string limit, string why) =>
        Assert.Contains(why, Assert.Throws<StatusException>(() => Range(limit)).Message, StringComparison.Ordinal);

    public void Dispose() => _registry.Dispose();

    private System.Text.Json.Nodes.JsonObject Range(string limit) => _registry.Create(KindTable.LimitRange, $$$"""{"metadata":{"name":"r"},"spec":{"limits":[{{{limit}}}]} }""");

    private System.Text.Json.Nodes.JsonObject Pod(string containers) => _registry.Create(KindTable.Pod, $$$"""{"metadata":{"name":"p"},"spec":{"containers":[{{{containers}}}]} }""");
}
