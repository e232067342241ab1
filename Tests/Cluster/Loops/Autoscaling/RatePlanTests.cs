using k8s;
using k8s.Models;
using Workshop.Cluster.Loops.Autoscaling;

namespace Workshop.Cluster.Tests.Loops.Autoscaling;

public sealed class RatePlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 20, 4, "ScaleUpLimit")]
    [InlineData(3, 20, 6, "ScaleUpLimit")]
    [InlineData(6, 20, 10, "TooManyReplicas")]
    [InlineData(6, 9, 9, "DesiredWithinRange")]
    public void Without_a_behaviour_it_doubles_at_most_or_goes_to_four(int present, int wanted, int expected, string limit)
    {
        var decision = Decide(present, wanted, "null");

        Assert.Equal((expected, limit), (decision.Replicas, decision.Limit.Reason));
        Assert.Equal(expected != wanted, decision.IsLimited);
    }

    [Theory]
    [InlineData("{}", 2, 20, 6, "ScaleUpLimit")]
    [InlineData("{}", 5, 20, 10, "TooManyReplicas")]
    [InlineData("""{"selectPolicy":"Min"}""", 6, 20, 10, "TooManyReplicas")]
    [InlineData("""{"selectPolicy":"Min"}""", 2, 20, 4, "ScaleUpLimit")]
    [InlineData("""{"selectPolicy":"Disabled"}""", 2, 20, 2, "ScaleUpLimit")]
    [InlineData("""{"policies":[{"type":"Percent","value":10,"periodSeconds":60}]}""", 2, 20, 3, "ScaleUpLimit")]
    [InlineData("""{"policies":[{"type":"Pods","value":1,"periodSeconds":60}]}""", 2, 20, 3, "ScaleUpLimit")]
    public void Policies_say_how_fast_it_grows(string rules, int present, int wanted, int expected, string limit)
    {
        var decision = Decide(present, wanted, $$"""{"scaleUp":{{rules}}}""");

        Assert.Equal((expected, limit), (decision.Replicas, decision.Limit.Reason));
    }

    [Theory]
    [InlineData("{}", 1, "TooFewReplicas")]
    [InlineData("""{"policies":[{"type":"Pods","value":2,"periodSeconds":60}]}""", 6, "ScaleDownLimit")]
    [InlineData("""{"policies":[{"type":"Percent","value":50,"periodSeconds":60}]}""", 4, "ScaleDownLimit")]
    [InlineData("""{"policies":[{"type":"Pods","value":2,"periodSeconds":60},{"type":"Percent","value":50,"periodSeconds":60}],"selectPolicy":"Min"}""", 6, "ScaleDownLimit")]
    [InlineData("""{"selectPolicy":"Disabled"}""", 8, "ScaleDownLimit")]
    public void Policies_say_how_fast_it_shrinks(string rules, int expected, string limit)
    {
        var decision = Decide(8, 0, $$"""{"scaleDown":{{rules}}}""", window: 0);

        Assert.Equal((expected, limit), (decision.Replicas, decision.Limit.Reason));
    }

    [Fact]
    public void What_was_done_in_a_period_counts_against_its_policy()
    {
        var behavior = """{"scaleUp":{"policies":[{"type":"Pods","value":4,"periodSeconds":60}]}}""";
        var memory = Memory().WithChange(3, Now - TimeSpan.FromSeconds(30), TimeSpan.FromHours(1));

        Assert.Equal(6, Decide(5, 20, behavior, memory: memory).Replicas);
        Assert.Equal(9, Decide(5, 20, behavior, memory: Memory().WithChange(3, Now - TimeSpan.FromSeconds(60), TimeSpan.FromHours(1))).Replicas);
        Assert.Equal(8, Decide(5, 20, behavior, memory: memory.WithChange(-2, Now - TimeSpan.FromSeconds(10), TimeSpan.FromHours(1))).Replicas);
    }

    [Fact]
    public void A_window_on_the_way_up_takes_the_lowest_that_was_wanted()
    {
        var memory = Memory(4, 3).WithRecommendation(9, Now - TimeSpan.FromSeconds(61), TimeSpan.FromHours(1));

        var decision = Decide(2, 6, """{"scaleUp":{"stabilizationWindowSeconds":60}}""", memory: memory);

        Assert.Equal((3, "ScaleUpStabilized"), (decision.Replicas, decision.Able.Reason));
    }

    [Fact]
    public void A_window_on_the_way_down_takes_the_highest_that_was_wanted()
    {
        var decision = Decide(8, 2, """{"scaleDown":{"stabilizationWindowSeconds":60}}""", window: 60, memory: Memory(4, 6));

        Assert.Equal((6, "ScaleDownStabilized"), (decision.Replicas, decision.Able.Reason));
    }

    [Fact]
    public void A_behaviour_without_a_window_down_has_the_clusters_five_minutes()
    {
        var old = Memory().WithRecommendation(7, Now - TimeSpan.FromSeconds(299), TimeSpan.FromHours(1));

        Assert.Equal(7, Decide(8, 2, """{"scaleDown":{}}""", memory: old).Replicas);
        Assert.Equal(2, Decide(8, 2, """{"scaleDown":{}}""", memory: Memory().WithRecommendation(7, Now - TimeSpan.FromSeconds(300), TimeSpan.FromHours(1))).Replicas);
    }

    [Fact]
    public void What_no_window_and_no_policy_reaches_is_forgotten()
    {
        var memory = new AutoscalerMemory("uid", [.. Enumerable.Range(0, 1000).Select(age => new TimedCount(3, Now - TimeSpan.FromSeconds(age)))], []);

        var decision = Decide(3, 3, "null", memory: memory);

        Assert.Equal(302, decision.Memory.Recommendations.Length);
    }

    // As the API fills it in: both directions, whatever the test names.
    private static RateDecision Decide(int present, int wanted, string behavior, int? window = null, AutoscalerMemory? memory = null)
    {
        var rules = KubernetesJson.Deserialize<V2HorizontalPodAutoscalerBehavior>(behavior);
        if (rules is not null)
        {
            rules.ScaleUp ??= new V2HPAScalingRules();
            rules.ScaleUp.StabilizationWindowSeconds ??= 0;
            rules.ScaleUp.Policies ??= [Policy("Pods", 4), Policy("Percent", 100)];
            rules.ScaleDown ??= new V2HPAScalingRules();
            rules.ScaleDown.StabilizationWindowSeconds ??= window;
            rules.ScaleDown.Policies ??= [Policy("Percent", 100)];
        }

        var spec = new V2HorizontalPodAutoscalerSpec { MinReplicas = 1, MaxReplicas = 10, Behavior = rules };
        return new RatePlan(spec, present, memory ?? Memory(), new Cluster.Autoscaling(), Now).For(wanted);
    }

    private static V2HPAScalingPolicy Policy(string type, int value) => new() { Type = type, Value = value, PeriodSeconds = 15 };

    private static AutoscalerMemory Memory(params int[] recommendations) => new("uid", [.. recommendations.Select(count => new TimedCount(count, Now - TimeSpan.FromSeconds(10)))], []);
}
