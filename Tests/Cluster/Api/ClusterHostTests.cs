using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Access;
using Workshop.Cluster.Api;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Api;

public sealed class ClusterHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_objects_exist_when_the_API_answers()
    {
        await using var host = await Start();
        var registry = host.Services.GetRequiredService<IObjectRegistry>();
        var names = registry.List(KindTable.Namespace, null).Items.Select(item => item.Key.Name);
        Assert.Superset(new HashSet<string> { "default", "kube-system", "kube-public", "kube-node-lease", "workshop", "workshop-system" }, names.ToHashSet());
        var service = registry.Get(KindTable.Service, new ObjectKey("default", "kubernetes")).ToJson();
        Assert.Equal((443, host.ApiAddress.Port), ((int)service["spec"]!["ports"]![0]!["port"]!, (int)service["spec"]!["ports"]![0]!["targetPort"]!));
        Assert.NotNull(registry.Find(KindTable.EndpointSlice, new ObjectKey("default", "kubernetes")));
    }

    [Fact]
    public async Task A_second_start_finds_the_objects_and_the_keys_of_the_first()
    {
        string token;
        await using (var first = await Start())
        {
            token = first.Services.GetRequiredService<AccessKeys>().AdminToken;
            first.Services.GetRequiredService<IObjectRegistry>().Create(
                KindTable.ConfigMap, "default", new System.Text.Json.Nodes.JsonObject { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["name"] = "kept" } }, WriteOptions.Loop);
            await first.StopAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        }

        await using var second = await Start();
        Assert.Equal(token, second.Services.GetRequiredService<AccessKeys>().AdminToken);
        Assert.NotNull(second.Services.GetRequiredService<IObjectRegistry>().Find(KindTable.ConfigMap, new ObjectKey("default", "kept")));
    }

    [Fact]
    public async Task A_second_cluster_on_the_same_folder_is_refused_with_one_line_that_names_it()
    {
        await using var first = await Start();
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => Start());
        Assert.Contains($"'{State}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("in use by another cluster", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task Two_clusters_on_two_folders_run_side_by_side()
    {
        await using var first = await Start();
        await using var second = await Start(_folder.PathOf("other"));
        Assert.NotEqual(first.ApiAddress, second.ApiAddress);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_with_one_line_that_names_it()
    {
        var path = Path.Combine(_folder.Write("file", "not a folder"), "state");
        var refusal = await Assert.ThrowsAsync<ClusterException>(() => Start(path));
        Assert.Contains($"'{path}' cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_port_that_is_taken_the_next_free_one_is_used()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var host = await Start(port: port);
        Assert.InRange(host.ApiAddress.Port, port + 1, port + 100);
    }

    [Fact]
    public async Task An_open_watch_does_not_hold_up_the_end()
    {
        await using var host = await Start();
        var config = k8s.KubernetesClientConfiguration.BuildConfigFromConfigFile(host.KubeconfigPath);
        using var client = new k8s.Kubernetes(config);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.ApiAddress, "/api/v1/namespaces?watch=1"));
        request.Headers.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", config.AccessToken);
        using var response = await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await host.StopAsync(TimeSpan.FromMinutes(1), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        var text = await response.Content.ReadAsStringAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("\"ADDED\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_held_after_a_start_that_failed()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ClusterHost.StartAsync(
            Options(State), NullLoggerFactory.Instance, TimeProvider.System, _ => throw new InvalidOperationException("no parts"), CancellationToken.None));
        await using var host = await Start();
        Assert.True(File.Exists(host.KubeconfigPath));
    }

    [Fact]
    public async Task A_part_that_does_not_end_in_time_is_broken_off()
    {
        var stuck = new StuckService();
        await using var host = await ClusterHost.StartAsync(Options(State), NullLoggerFactory.Instance, TimeProvider.System, With(stuck), CancellationToken.None);
        await host.StopAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(stuck.WasAskedToStop);
    }

    [Fact]
    public async Task Disposal_stops_what_still_runs()
    {
        var part = new StuckService { IsStuck = false };
        await (await ClusterHost.StartAsync(Options(State), NullLoggerFactory.Instance, TimeProvider.System, With(part), CancellationToken.None)).DisposeAsync();
        Assert.True(part.WasAskedToStop);
    }

    private string State => _folder.PathOf("state");

    private Task<ClusterHost> Start(string? folder = null, int port = 0) =>
        ClusterHost.StartAsync(Options(folder ?? State, port), NullLoggerFactory.Instance, TimeProvider.System, AddParts, CancellationToken.None);

    private static ClusterOptions Options(string folder, int port = 0) => new() { StateFolder = folder, ApiPort = port };

    private static void AddParts(IServiceCollection services)
    {
        services.AddStore().AddRegistry().AddApi();
        services.AddSingleton<IContainerLogs>(new FakeContainerLogs());
        services.AddSingleton<IContainerStreams, FakeContainerStreams>();
    }

    private static Action<IServiceCollection> With(IHostedService part) => services =>
    {
        AddParts(services);
        services.AddSingleton(part);
    };

    private sealed class StuckService : IHostedService
    {
        public bool IsStuck { get; init; } = true;

        public bool WasAskedToStop { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            WasAskedToStop = true;
            return IsStuck ? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken) : Task.CompletedTask;
        }
    }
}
