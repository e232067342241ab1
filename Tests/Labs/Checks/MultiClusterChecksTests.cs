using k8s.Models;
using Workshop.Labs.Checks;
using Workshop.Labs.Load;
using LoadReport = Workshop.Labs.Load.LoadReport;

namespace Workshop.Labs.Tests.Checks;

public sealed class MultiClusterChecksTests : IDisposable
{
    private static readonly (string, int)[] Both = [("1.0.0", 20), ("2.0.0", 20)];
    private static readonly (string, int)[] North = [("1.0.0", 40)];

    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_cluster_that_is_away_must_have_gone_under_a_load()
    {
        var routes = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "front-routes" }, Data = new Dictionary<string, string> { ["routes.json"] = """{"north":{},"south":{}}""" } };
        _cluster.With(Things.Service("front"), routes).Answers("services/front:http/version", 200, "{\"version\":\"1.0.0\"}");

        Assert.StartsWith("red: saw no load so far;", await _cluster.Look(17, "one-away"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw a load that never saw 2.0.0: it began too late;", await _cluster.Loaded("service/front", 0, North, North).Look(17, "one-away"), StringComparison.Ordinal);
        Assert.StartsWith("red: saw 1.0.0 and 2.0.0 at the load's end;", await _cluster.Loaded("service/front", 0, Both, Both).Look(17, "one-away"), StringComparison.Ordinal);
        Assert.Equal("green: south went away: of 160 requests on the way 0 failed, of 40 now none", await _cluster.Loaded("service/front", 0, Both, Both, North, North).Look(17, "one-away"));
    }

    [Theory]
    [InlineData(new[] { 0, 3, 1, 2, 0, 0 }, true)]
    [InlineData(new[] { 0, 3, 0, 0, 1, 0 }, false)]
    public void Failures_may_last_as_long_as_it_takes_to_notice(int[] failed, bool isGood)
    {
        var seconds = failed.Select((count, at) => new LoadSecond(at, new Dictionary<string, int> { ["1.0.0"] = 40 - count }, count)).ToList();
        var lost = failed.Sum();
        var load = new LoadReport(
            "service/front", StandInCluster.Now, StandInCluster.Now.AddSeconds(6), 40, 240, 240, lost, new Dictionary<string, int> { ["1.0.0"] = 240 - lost }, new Dictionary<string, int>(), new Dictionary<string, int>(), new LoadLatency(1, 2, 3), seconds);

        var red = LoadWords.FailedLong(load, TimeSpan.FromSeconds(2), "nothing");

        Assert.Equal(isGood ? null : "red: saw failures from second 1 to second 4; expected nothing; look at: ./workshop load --last", red?.ToString());
    }

    [Fact]
    public void A_load_that_the_machine_could_not_send_says_nothing_of_failures()
    {
        var load = new LoadReport(
            "service/front", StandInCluster.Now, StandInCluster.Now.AddSeconds(6), 40, 240, 200, 0, new Dictionary<string, int> { ["1.0.0"] = 200 }, new Dictionary<string, int>(), new Dictionary<string, int>(), new LoadLatency(1, 2, 3), []);

        Assert.StartsWith("red: saw 200 of 240 requests sent;", LoadWords.FailedLong(load, TimeSpan.FromSeconds(2), "nothing")?.ToString(), StringComparison.Ordinal);
    }
}
