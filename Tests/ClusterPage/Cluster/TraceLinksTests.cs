using Microsoft.Extensions.Configuration;
using Workshop.ClusterPage.Cluster;
using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ServiceDefaults;

namespace Workshop.ClusterPage.Tests.Cluster;

public sealed class TraceLinksTests
{
    private static readonly RolloutId Rollout = new("5f0c0f6e-0000-4000-8000-000000000001", 7);

    [Theory]
    [InlineData("http://127.0.0.1:18888/traces/detail/{traceId}", "http://127.0.0.1:18888/traces/detail/82e332b210af717adf6e6b267716b0d3")]
    [InlineData("https://traces.example/?id={traceId}&tab=spans", "https://traces.example/?id=82e332b210af717adf6e6b267716b0d3&tab=spans")]
    public void A_link_has_the_rollouts_trace_id_where_the_setting_says(string setting, string expected) => Assert.Equal(expected, Links(setting).To(Rollout));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_setting_there_is_no_link(string? setting) => Assert.Null(Links(setting).To(Rollout));

    [Theory]
    [InlineData("http://127.0.0.1:18888/traces/detail/")]
    [InlineData("/traces/detail/{traceId}")]
    [InlineData("javascript:open('{traceId}')")]
    [InlineData("file:///tmp/{traceId}")]
    public void What_is_no_address_of_a_trace_is_refused_in_one_line(string setting)
    {
        var refusal = Assert.Throws<ServiceException>(() => Links(setting));

        Assert.Equal($"Workshop:TracesUrl: '{setting}' is no address of a trace's page. Give one with {{traceId}} in it, such as 'http://127.0.0.1:18888/traces/detail/{{traceId}}', or none.", refusal.Message);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData("http://127.0.0.1:18888/traces/detail/{traceId}", false, true)]
    public void Rollouts_have_traces_on_the_embedded_cluster_and_where_somebody_says_so(string? setting, bool isEmbedded, bool expected) =>
        Assert.Equal(expected, Links(setting).AreShown(new World().Node("node-1", isEmbedded: isEmbedded).Now));

    private static TraceLinks Links(string? setting) => TraceLinks.From(new ConfigurationBuilder().AddInMemoryCollection([new(TraceLinks.Setting, setting)]).Build());
}
