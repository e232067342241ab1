using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Network;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Loops.Autoscaling;

/// <summary>The loop as it runs: what makes it look, and what does not.</summary>
public sealed class RunningAutoscalerTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));
    private IHost _host = null!;

    public async Task InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(new ClusterOptions { StateFolder = _folder.Path }).AddSingleton(new LoopbackRange(99)).AddStore().AddRegistry().AddLoops();
        _host = builder.Build();
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    private IClusterClient Client => _host.Services.GetRequiredService<IClusterClient>();

    [Fact]
    public async Task A_new_one_is_looked_at_at_once_a_changed_wish_too_and_a_changed_target_at_the_next_period()
    {
        Create<V1Deployment>("""{"metadata":{"name":"web"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"web"} },"template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"c","image":"i:1"}]} } } }""");
        Create<V2HorizontalPodAutoscaler>("""{"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":5} }""");
        await Until(2);
        Client.Patch<V2HorizontalPodAutoscaler>("default", "web", new JsonObject { ["spec"] = new JsonObject { ["minReplicas"] = 3 } });
        await Until(3);

        Client.Patch<V1Deployment>("default", "web", new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 9 } });
        _time.Advance(TimeSpan.FromSeconds(15));

        await Until(5);
    }

    private void Create<T>(string json)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var item = KubernetesJson.Deserialize<T>(json);
        item.Metadata.NamespaceProperty = "default";
        Client.Create(item);
    }

    private Task Until(int replicas) =>
        Eventually.Is(() => Client.Find<V1Deployment>("default", "web")!.Spec.Replicas == replicas, $"web is scaled to {replicas}", Limit, CancellationToken.None);
}
