using System.Collections.Concurrent;
using Aspire.Hosting;
using k8s.Models;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

public sealed class RunReporterTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeKubernetesApi _api = new() { Log = "starting\nno key\n" };
    private readonly RecordingScreen _screen = new();
    private readonly ApplicationWatch _watch;
    private readonly RunReporter _reporter;

    public RunReporterTests()
    {
        var model = new TestModel();
        model.Add("auth").WithHttpEndpoint();
        _watch = new ApplicationWatch(_api, "workshop", ApplicationDeployer.Selector);
        _reporter = new RunReporter(model.Read(), _api, _watch, "workshop", _screen);
    }

    public async ValueTask DisposeAsync()
    {
        await _reporter.DisposeAsync();
        await _watch.DisposeAsync();
        _api.Dispose();
    }

    [Fact]
    public async Task A_service_that_does_not_start_is_named_once_with_its_exit_code_and_last_lines()
    {
        _api.Put(FakeKubernetesApi.Pod("auth", "Running", Crashed(1)));
        await Eventually.Is(() => !_screen.Troubles.IsEmpty, "the trouble is shown", Limit, CancellationToken.None);
        _api.Put(FakeKubernetesApi.Pod("auth", "Running", Crashed(2)));
        _api.Put(Deployment());
        await Eventually.Is(() => _screen.States.Contains("auth 0/1"), "the state is shown", Limit, CancellationToken.None);

        Assert.Equal(["auth: exit code 1 | starting | no key"], _screen.Troubles);
    }

    [Fact]
    public async Task An_image_that_does_not_exist_is_named_in_Kubernetes_words()
    {
        var waiting = new V1ContainerStatus { Name = "auth", State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = "ErrImagePull", Message = "not found" } } };
        _api.Put(FakeKubernetesApi.Pod("auth", "Pending", waiting));

        await Eventually.Is(() => !_screen.Troubles.IsEmpty, "the trouble is shown", Limit, CancellationToken.None);

        Assert.StartsWith("auth: ErrImagePull: not found", Assert.Single(_screen.Troubles), StringComparison.Ordinal);
    }

    private static V1Deployment Deployment() => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta { Name = "auth", Generation = 1 },
        Spec = new V1DeploymentSpec { Replicas = 1 },
    };

    private static V1ContainerStatus Crashed(int restarts) => new()
    {
        Name = "auth",
        RestartCount = restarts,
        State = new V1ContainerState { Waiting = new V1ContainerStateWaiting { Reason = "CrashLoopBackOff" } },
        LastState = new V1ContainerState { Terminated = new V1ContainerStateTerminated { ExitCode = 1, Reason = "Error" } },
    };

    private sealed class RecordingScreen : IRunScreen
    {
        public ConcurrentQueue<string> Troubles { get; } = new();

        public ConcurrentQueue<string> States { get; } = new();

        public void Say(string line)
        {
        }

        public void Ready(string what, string detail, TimeSpan after)
        {
        }

        public void Trouble(string resource, string reason, IReadOnlyList<string> lastLines) => Troubles.Enqueue($"{resource}: {reason} | {string.Join(" | ", lastLines)}");

        public void Summary(RunAddresses addresses, string stateFolder, TimeSpan after)
        {
        }

        public void State(IReadOnlyList<ReplicaCount> services) => States.Enqueue(string.Join(' ', services));
    }
}
