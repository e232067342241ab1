using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Tests.Api;

[Collection(SharedApi.Name)]
public sealed class InflightLimitsTests(ApiHost api) : IDisposable
{
    private readonly List<IDisposable?> _taken = [];

    public void Dispose() => _taken.ForEach(place => place?.Dispose());

    [Fact]
    public async Task One_reader_too_many_is_told_to_come_again_in_Kubernetes_words_and_writers_go_on()
    {
        var ns = await api.NewNamespace();
        Take("list", InflightLimits.MostReading);

        var refused = await api.Send("GET", "/api/v1/pods");

        Assert.Equal((429, "1", "Too many requests, please try again later.\n"), (refused.Code, refused.Headers["Retry-After"], refused.Text));
        Assert.Equal(201, (await api.Send("POST", $"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"a"}}""")).Code);
        Assert.Equal("ok", (await api.Send("GET", "/livez")).Text);
        Dispose();
        Assert.Equal(200, (await api.Send("GET", "/api/v1/pods")).Code);
    }

    [Fact]
    public async Task One_writer_too_many_changes_nothing_and_readers_and_watchers_go_on()
    {
        var ns = await api.NewNamespace();
        Take("patch", InflightLimits.MostChanging);

        Assert.Equal(429, (await api.Send("POST", $"/api/v1/namespaces/{ns}/configmaps", """{"metadata":{"name":"a"}}""")).Code);

        Assert.Equal(404, (await api.Send("GET", $"/api/v1/namespaces/{ns}/configmaps/a")).Code);
        Assert.Equal(200, (await api.Send("GET", "/api/v1/configmaps?watch=1&timeoutSeconds=1")).Code);
    }

    [Fact]
    public async Task Who_is_refused_is_counted()
    {
        var refused = new ConcurrentQueue<string>();
        using var listener = new MeterListener { InstrumentPublished = Listen };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => refused.Enqueue($"{count} {tags[0].Value}"));
        listener.Start();
        Take("list", InflightLimits.MostReading);

        await api.Send("GET", "/api/v1/pods");

        Assert.Contains("1 reading", refused);
    }

    [Theory]
    [InlineData("watch", "")]
    [InlineData("get", "log")]
    [InlineData("create", "exec")]
    [InlineData("create", "portforward")]
    [InlineData("get", "proxy")]
    public void What_lasts_does_not_count(string verb, string subresource) =>
        Assert.Null(Limits.Enter(AccessAttributes.OfResource(verb, "", "pods", subresource, "default", "a")));

    private InflightLimits Limits => api.Cluster.Services.GetRequiredService<InflightLimits>();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (instrument.Name == "workshop.cluster.requests.refused" && ReferenceEquals(instrument.Meter.Scope, api.Cluster.Services.GetRequiredService<IMeterFactory>()))
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private void Take(string verb, int count) =>
        _taken.AddRange(Enumerable.Range(0, count).Select(_ => Limits.Enter(AccessAttributes.OfResource(verb, "", "pods", "", "default", ""))));
}
