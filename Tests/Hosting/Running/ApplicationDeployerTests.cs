using Aspire.Hosting;
using k8s.Models;
using Workshop.Hosting.Model;
using Workshop.Hosting.Running;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

public sealed class ApplicationDeployerTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeKubernetesApi _api = new();
    private readonly ApplicationWatch _watch;
    private readonly ApplicationDeployer _deployer;
    private readonly ApplicationModel _model;
    private readonly CancellationTokenSource _limit = new(Limit);

    public ApplicationDeployerTests()
    {
        _watch = new ApplicationWatch(_api, "workshop", ApplicationDeployer.Selector);
        _deployer = new ApplicationDeployer(_api, _watch, "workshop");

        var model = new TestModel();
        var redis = model.Builder.AddRedis("redis");
        var auth = model.Add("auth").WithHttpEndpoint().WaitFor(redis);
        var hello = model.Add("hello").WithHttpEndpoint().WithReplicas(3);
        model.Add("gateway").WithHttpEndpoint().WaitFor(auth).WaitForStart(hello);
        _model = model.Read();
    }

    private IEnumerable<string> Workloads => _api.Requests.Where(request => request.Split(' ')[1] is "Deployment" or "StatefulSet").Select(request => request.Split(" uid")[0]);

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync();
        _api.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task Everything_but_the_workloads_is_there_before_one_is_started()
    {
        await _deployer.PrepareAsync(TestModel.Translate(_model), _limit.Token);

        Assert.Empty(Workloads);
        Assert.All(_model.Workloads, workload => Assert.True(_api.Has("Service", workload.Name)));
        Assert.True(_api.Has("Secret", "redis-password"));
    }

    [Fact]
    public async Task It_is_taken_away_in_the_reverse_order_of_its_waits()
    {
        await StartAll();
        _api.Requests.Clear();

        var stop = _deployer.StopAsync(StartOrder.StopLevels(_model), _limit.Token, CancellationToken.None);
        await Gone("gateway");
        Assert.True(_api.Has("Deployment", "auth"));

        _api.Remove("Pod", "gateway-1");
        await Gone("auth");
        await Gone("hello");
        _api.Remove("Pod", "auth-1");
        Assert.True(_api.Has("StatefulSet", "redis"));

        _api.Remove("Pod", "hello-1");
        await Gone("redis");
        _api.Remove("Pod", "redis-1");
        await stop;
        Assert.All(_model.Workloads, workload => Assert.False(_api.Has("Service", workload.Name)));
        Assert.False(_api.Has("Secret", "redis-password"));
        Assert.All(["PodDisruptionBudget", "NetworkPolicy"], guard => Assert.False(_api.Has(guard, "redis")));
    }

    [Fact]
    public async Task Data_outlive_the_run()
    {
        await StartAll();
        _api.Put(new V1PersistentVolumeClaim { ApiVersion = "v1", Kind = "PersistentVolumeClaim", Metadata = new V1ObjectMeta { Name = "data-redis-0", Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "workshop" } } });
        using var noTime = new CancellationTokenSource();
        await noTime.CancelAsync();

        await _deployer.StopAsync(StartOrder.StopLevels(_model), noTime.Token, CancellationToken.None);

        Assert.True(_api.Has("PersistentVolumeClaim", "data-redis-0"));
        Assert.False(_api.Has("StatefulSet", "redis"));
    }

    [Fact]
    public async Task When_time_is_up_the_rest_goes_without_waiting()
    {
        await StartAll();
        using var noTime = new CancellationTokenSource();
        await noTime.CancelAsync();

        await _deployer.StopAsync(StartOrder.StopLevels(_model), noTime.Token, CancellationToken.None);

        Assert.All(_model.Workloads, workload => Assert.False(Has(workload.Name)));
    }

    [Fact]
    public async Task A_sweep_deletes_what_carries_the_label_and_names_the_object_by_its_uid()
    {
        _api.Put(Secret("old", "uid-7", "workshop"));
        _api.Put(Secret("mine", "uid-8", "me"));

        await ApplicationDeployer.SweepAsync(_api, "workshop", _limit.Token);

        Assert.Equal(["delete Secret old uid-7"], _api.Requests);
        Assert.True(_api.Has("Secret", "mine"));
    }

    [Fact]
    public async Task An_object_of_somebody_else_is_named_and_ends_the_start()
    {
        _api.Put(new V1Service { ApiVersion = "v1", Kind = "Service", Metadata = new V1ObjectMeta { Name = "auth" }, Spec = new V1ServiceSpec() });

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => _deployer.PrepareAsync(TestModel.Translate(_model), _limit.Token));

        Assert.Equal("Service 'auth' exists in namespace 'workshop' already, and not by this AppHost. Delete it (kubectl delete -n workshop service auth) or give the resource another name.", refusal.Message);
    }

    private static V1Secret Secret(string name, string uid, string managedBy) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new V1ObjectMeta { Name = name, Uid = uid, Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = managedBy } },
    };

    private async Task StartAll()
    {
        var objects = TestModel.Translate(_model);
        await _deployer.PrepareAsync(objects, _limit.Token);
        foreach (var workload in objects.Where(ApplicationDeployer.IsWorkload))
        {
            await _deployer.CreateAsync(workload, _limit.Token);
            _api.MakeReady(workload.Name);
        }

        await _watch.WaitForAsync(seen => _model.Workloads.All(workload => seen.IsReady(workload.Name) && seen.HasPods([workload.Name])), _limit.Token);
    }

    private Task Gone(string name) => Eventually.Is(() => !Has(name), $"{name} is gone", Limit, _limit.Token);

    private bool Has(string name) => _api.Has("Deployment", name) || _api.Has("StatefulSet", name);
}
