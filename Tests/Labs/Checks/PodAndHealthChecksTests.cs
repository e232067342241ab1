using k8s.Models;

namespace Workshop.Labs.Tests.Checks;

/// <summary>Labs 4 and 5: what their checks see, and what they say of what is not right yet.</summary>
public sealed class PodAndHealthChecksTests : IDisposable
{
    private const string Healthy = "healthy-monolith";
    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_pod_is_missed_by_its_name() => Assert.StartsWith("red: saw no pod 'monolith';", await _cluster.Look(4, "running"), StringComparison.Ordinal);

    [Fact]
    public async Task A_pod_that_is_not_ready_is_told_in_kubectls_words()
    {
        _cluster.With(Things.Pod("monolith").Waiting("CrashLoopBackOff"));

        Assert.StartsWith("red: saw 'monolith' is CrashLoopBackOff, 0 of 1 containers ready;", await _cluster.Look(4, "running"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "{\"message\":\"Hello\"}", "green: 'monolith' answers 200 {\"message\":\"Hello\"}")]
    [InlineData(200, "something else", "red: saw 'monolith' is ready, and on port 8080 there is 200 something else;")]
    [InlineData(500, "", "red: saw 'monolith' is ready, and on port 8080 there is 500")]
    public async Task A_ready_pod_has_to_greet(int status, string body, string says)
    {
        _cluster.With(Things.Pod("monolith")).Answers("pods/monolith:8080/", status, body);

        Assert.StartsWith(says, await _cluster.Look(4, "running"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"GET / HTTP\" \"GET /login\" \"GET /secure\"", "green: 'monolith' was asked for")]
    [InlineData("\"GET / HTTP\" \"GET /login\"", "red: saw no 'GET /secure' in its log;")]
    [InlineData("", "red: saw no 'GET /' in its log;")]
    public async Task The_log_tells_what_was_asked(string log, string says)
    {
        _cluster.With(Things.Pod("monolith")).Logs("monolith", log);

        Assert.StartsWith(says, await _cluster.Look(4, "asked"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_end_is_an_end_only_if_there_was_something()
    {
        Assert.StartsWith("red: saw no pod 'monolith', and none that was ended;", await _cluster.Look(4, "gone"), StringComparison.Ordinal);

        _cluster.Happened("Pod", "monolith", "Killing", "Stopping container monolith");
        Assert.StartsWith("green:", await _cluster.Look(4, "gone"), StringComparison.Ordinal);

        _cluster.With(Things.Pod("monolith"));
        Assert.StartsWith("red: saw 'monolith' is still there, Running and ready;", await _cluster.Look(4, "gone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Healthy_needs_an_endpoint_and_the_pods_own_word()
    {
        var pod = Things.Pod(Healthy);
        _cluster.With(pod);
        Assert.StartsWith("red: saw no endpoint behind the Service;", await _cluster.Look(5, "healthy"), StringComparison.Ordinal);

        _cluster.Serving(Healthy, pod);
        Assert.StartsWith("red: saw on the health port there is 503 nobody listens;", await _cluster.Look(5, "healthy"), StringComparison.Ordinal);

        _cluster.Answers($"pods/{Healthy}:8081/readiness", 200, "");
        Assert.StartsWith("green:", await _cluster.Look(5, "healthy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unready_is_by_the_pods_own_word_and_without_a_restart()
    {
        _cluster.With(Things.Pod(Healthy).Unready());
        Assert.StartsWith("red: saw not ready, though the pod itself says 503 nobody listens;", await _cluster.Look(5, "unready"), StringComparison.Ordinal);

        _cluster.Answers($"pods/{Healthy}:8081/readiness", 200, "");
        Assert.StartsWith("red: saw not ready, though the pod itself says 200, that it is;", await _cluster.Look(5, "unready"), StringComparison.Ordinal);

        _cluster.Answers($"pods/{Healthy}:8081/readiness", 503, "");
        Assert.StartsWith("green:", await _cluster.Look(5, "unready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_other_switch_is_told_from_this_one()
    {
        _cluster.With(Things.Pod(Healthy).Unready().Restarted(1));

        Assert.StartsWith("red: saw 1 restarts: that was the other switch;", await _cluster.Look(5, "unready"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_again_means_that_it_was_not()
    {
        _cluster.With(Things.Pod(Healthy));
        Assert.StartsWith("red: saw no readiness probe that failed;", await _cluster.Look(5, "ready-again"), StringComparison.Ordinal);

        _cluster.Happened("Pod", Healthy, "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");
        Assert.StartsWith("green:", await _cluster.Look(5, "ready-again"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_counts_if_the_liveness_probe_wanted_it()
    {
        _cluster.With(Things.Pod(Healthy).Restarted(1));
        Assert.StartsWith("red: saw 1 restarts, and none by the liveness probe;", await _cluster.Look(5, "restarted"), StringComparison.Ordinal);

        _cluster.Happened("Pod", Healthy, "Killing", "Container main failed liveness probe, will be restarted");
        Assert.StartsWith("green:", await _cluster.Look(5, "restarted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_start_needs_a_startup_probe_that_waited()
    {
        _cluster.With(Things.Pod("slow"));
        Assert.StartsWith("red: saw no startup probe that had to wait;", await _cluster.Look(5, "started"), StringComparison.Ordinal);

        _cluster.Happened("Pod", "slow", "Unhealthy", "Startup probe failed: no answer");
        Assert.StartsWith("green:", await _cluster.Look(5, "started"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_probe_that_was_taken_away_mends_nothing()
    {
        var pod = Things.Pod("impatient-monolith");
        _cluster.With(pod).Serving("impatient-monolith", pod);
        Assert.StartsWith("red: saw a probe was taken away;", await _cluster.Look(5, "fixed"), StringComparison.Ordinal);

        pod.Spec.Containers[0].ReadinessProbe = pod.Spec.Containers[0].LivenessProbe = new V1Probe();
        Assert.StartsWith("green: 'impatient-monolith' has been alive for 300 s", await _cluster.Look(5, "fixed"), StringComparison.Ordinal);

        pod.Status.ContainerStatuses[0].State.Running.StartedAt = StandInCluster.Now.AddMinutes(5).AddSeconds(-3).UtcDateTime;
        Assert.StartsWith("red: saw 'impatient-monolith' is ready, and only 3 s old;", await _cluster.Look(5, "fixed"), StringComparison.Ordinal);
    }
}
