using System.Text.Json.Nodes;
using Aspire.Hosting;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Cluster.Images;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

public sealed class ApplicationRunTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeLauncher _launcher = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly CancellationTokenSource _limit = new(Limit);

    private string EndpointsPath => _folder.PathOf("endpoints.json");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Everything_Ready_is_written_down_and_taken_back_at_the_end()
    {
        await using var run = Run(empty: false);
        var start = run.StartAsync(_limit.Token);
        await Eventually.Is(() => _launcher.Api.Has("Deployment", "gateway"), "the gateway is created", Limit, _limit.Token);
        Assert.False(File.Exists(EndpointsPath));
        Expose("gateway");
        _launcher.Api.MakeReady("gateway");
        var addresses = await start;

        var written = JsonNode.Parse(await File.ReadAllTextAsync(EndpointsPath))!;
        Assert.Equal(addresses.Gateway!.ToString().TrimEnd('/'), written["gateway"]!.GetValue<string>());
        Assert.Equal("https://127.0.0.1:16443", written["api"]!.GetValue<string>());
        Assert.Equal("127.0.0.1", run.GetEndpoint("gateway", null).Host);
        Assert.Equal("Resource 'gateway' has no endpoint 'grpc' in its Service. It has 'http'.", Assert.Throws<DistributedApplicationException>(() => run.GetEndpoint("gateway", "grpc")).Message);

        _launcher.Api.Remove("Pod", "gateway-1");
        await run.StopAsync(_limit.Token);
        Assert.False(File.Exists(EndpointsPath));
        Assert.False(_launcher.Api.Has("Deployment", "gateway"));
        Assert.Equal(1, _launcher.Stops);
        Assert.EndsWith("Stopped.\n", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_cluster_gets_nothing_but_loses_what_an_earlier_run_left()
    {
        _launcher.Api.Put(new V1Deployment { ApiVersion = "apps/v1", Kind = "Deployment", Metadata = new V1ObjectMeta { Name = "old", Uid = "u", Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "workshop" } } });
        await using var run = Run(empty: true);

        var addresses = await run.StartAsync(_limit.Token);
        await run.StopAsync(_limit.Token);

        Assert.Null(addresses.Gateway);
        Assert.Equal(["delete Deployment old u"], _launcher.Api.Requests);
    }

    [Fact]
    public async Task The_dashboard_is_Ready_too_and_scripts_learn_its_addresses_but_not_its_tokens()
    {
        await using var run = Run(empty: true, dashboard: true);
        var start = run.StartAsync(_limit.Token);
        await Eventually.Is(() => _launcher.Api.Has("Deployment", "dashboard"), "the dashboard is created", Limit, _limit.Token);
        Expose("dashboard");
        _launcher.Api.MakeReady("dashboard");
        var addresses = await start;

        var written = await File.ReadAllTextAsync(EndpointsPath);
        Assert.Equal(addresses.Dashboard!.ToString().TrimEnd('/'), JsonNode.Parse(written)!["dashboard"]!.GetValue<string>());
        Assert.Equal(addresses.Otlp!.ToString().TrimEnd('/'), JsonNode.Parse(written)!["otlp"]!.GetValue<string>());
        Assert.DoesNotContain("?t=", written);
        Assert.Contains($"Dashboard    {addresses.DashboardLogin}\n", _output.ToString());
        Assert.Contains(addresses.DashboardLogin!.ToString(), await File.ReadAllTextAsync(_folder.PathOf("dashboard.json")));

        _launcher.Api.Remove("Pod", "dashboard-1");
        await run.StopAsync(_limit.Token);
        Assert.False(_launcher.Api.Has("Secret", "dashboard-access"));
        Assert.False(File.Exists(_folder.PathOf("dashboard.json")));
        Assert.False(File.Exists(_folder.PathOf("dashboard.html")));
    }

    [Fact]
    public async Task A_dashboard_that_does_not_start_is_told_and_the_rest_runs_without_it()
    {
        _launcher.Api.Log = "Setting 'Workshop:Http' is wrong.\n";
        await using var run = Run(empty: true, dashboard: true);
        var start = run.StartAsync(_limit.Token);
        await Eventually.Is(() => _launcher.Api.Has("Deployment", "dashboard"), "the dashboard is created", Limit, _limit.Token);
        var ended = new V1ContainerStatus { Name = "dashboard", State = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = 2, Reason = "Error" } } };
        _launcher.Api.Put(FakeKubernetesApi.Pod("dashboard", "Running", ended));

        var addresses = await start;

        Assert.Null(addresses.Dashboard);
        Assert.Contains("dashboard    does not start: exit code 2. Its last lines:\n    | Setting 'Workshop:Http' is wrong.\n", _output.ToString());
        Assert.True(File.Exists(EndpointsPath));
    }

    [Fact]
    public async Task A_refused_cluster_leaves_the_files_of_the_instance_that_runs_there()
    {
        File.WriteAllText(EndpointsPath, "theirs");
        _launcher.Refusal = "State folder is in use.";
        await using var run = Run(empty: false);

        Assert.Equal("State folder is in use.", (await Assert.ThrowsAsync<ClusterException>(() => run.StartAsync(_limit.Token))).Message);
        await run.StopAsync(_limit.Token);

        Assert.Equal(["endpoints.json"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Equal("theirs", await File.ReadAllTextAsync(EndpointsPath));
    }

    [Fact]
    public async Task The_second_signal_ends_a_start_that_waits_and_an_end_that_waits()
    {
        await using var run = Run(empty: false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token);
        var start = run.StartAsync(stop.Token);
        await Eventually.Is(() => _launcher.Api.Has("Deployment", "gateway"), "the gateway is created", Limit, _limit.Token);
        _launcher.Api.Put(FakeKubernetesApi.Pod("gateway", "Running"));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => start);
        using var hurry = new CancellationTokenSource();
        var end = run.StopAsync(hurry.Token);
        await hurry.CancelAsync();

        await end;
        Assert.Equal(1, _launcher.Stops);
    }

    private ApplicationRun Run(bool empty, bool dashboard = false)
    {
        var model = new TestModel();
        model.Add("gateway").WithHttpEndpoint().WithExternalHttpEndpoints();
        var settings = new RunSettings(_folder.Path, Nodes: 3, AutoPorts: true, empty, dashboard, ImageCatalogue.Empty);
        return new ApplicationRun(model.Read(), settings, new ConfigurationBuilder().Build(), _launcher, new RunScreen(_output, width: null), TimeProvider.System);
    }

    // What the cluster does for a Service of type LoadBalancer.
    private void Expose(string name) => _launcher.Api.Put(new V1Service
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new V1ObjectMeta { Name = name, Uid = "s", Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "workshop" } },
        Spec = new V1ServiceSpec { Type = "LoadBalancer", ClusterIP = "127.1.128.1" },
        Status = new V1ServiceStatus { LoadBalancer = new V1LoadBalancerStatus { Ingress = [new V1LoadBalancerIngress { Ip = "127.0.0.1" }] } },
    });

    private sealed class FakeLauncher : IClusterLauncher, IClusterHandle
    {
        // A listener is a moment later than the objects that say so.
        private int _connections;

        public FakeKubernetesApi Api { get; } = new();

        public string? Refusal { get; set; }

        public int Stops { get; private set; }

        public Uri ApiAddress { get; } = new("https://127.0.0.1:16443");

        public string KubeconfigPath => "/kubeconfig";

        public Task<IClusterHandle> StartAsync(ClusterOptions options, ILoggerFactory loggers, TimeProvider time, CancellationToken ct) =>
            Refusal is null ? Task.FromResult<IClusterHandle>(this) : throw new ClusterException(Refusal);

        public IKubernetesApi Connect(IClusterHandle cluster, TimeProvider time) => Api;

        public string KubeconfigFor(string ns, string account, TimeSpan life) => $"kind: Config # {ns}/{account}\n";

        public Task<bool> TakesConnectionsAsync(Uri address, CancellationToken ct) => Task.FromResult(++_connections > 2);

        public Task StopAsync(TimeSpan limit, CancellationToken ct)
        {
            Stops++;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
