using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Hosting.ClusterPage;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Manifests;
using Workshop.Hosting.Model;
using Workshop.Hosting.NativePrograms;
using Workshop.Hosting.Rows;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Running;

/// <summary>
/// The embedded cluster of a run, from before Aspire's orchestrator starts to after it has ended, and the application in it. What goes wrong in the background
/// is told by the cluster's row, by its log, and to whoever awaits <see cref="Failed"/>.
/// </summary>
internal sealed partial class ClusterRun(
    EmbeddedClusterResource resource,
    RunSettings settings,
    PodSelection selection,
    LiveResources live,
    IConfiguration configuration,
    DistributedApplicationExecutionContext context,
    ResourceNotificationService notifications,
    ResourceLoggerService resourceLoggers,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    IRunScreen screen,
    RunLog log,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedService, IAsyncDisposable
{
    /// <summary>From the wish to stop to the end of the last process.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(8);

    // What the cluster keeps of it to end the processes that did not end by themselves.
    private static readonly TimeSpan ClusterStopLimit = TimeSpan.FromSeconds(2.5);

    // The cluster page waits for the application's own start, which has the processors to itself; what takes longer is worth being looked at.
    private static readonly TimeSpan PagePause = TimeSpan.FromSeconds(5);
    private const int UsualApiPort = 6443;
    private const string Context = "workshop";

    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _startedAt = time.GetTimestamp();
    private Task<EmbeddedCluster>? _starting;
    private ApplicationModel? _model;
    private IReadOnlyDictionary<string, string> _parameters = new Dictionary<string, string>();
    private KubernetesApi? _api;
    private ApplicationRun? _application;
    private PageRun? _page;
    private RunRows? _rows;
    private ClusterGuests? _guests;
    private Task _running = Task.CompletedTask;
    private Task _telling = Task.CompletedTask;
    private Task _sweeping = Task.CompletedTask;
    private Task _making = Task.CompletedTask;
    private int _isDisposed;

    /// <summary>Ends, with the reason, when the cluster or the application cannot go on.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Everything is Ready, or was.</summary>
    public bool HasStarted { get; private set; }

    private bool IsSession => resource.Annotations.OfType<ClusterLifetimeAnnotation>().LastOrDefault()?.Lifetime == ClusterLifetime.Session;

    /// <summary>Checks everything that can be checked, and begins to start the cluster: Aspire's orchestrator starts beside it.</summary>
    /// <exception cref="DistributedApplicationException">A mistake of the user's, or all of the model's.</exception>
    public async Task BeginAsync(IEnumerable<IResource> resources, CancellationToken ct)
    {
        ClosedDoors.Demand(configuration);
        StateFolder.Prepare(settings.StateFolder);
        var all = resources.ToList();
        if (!settings.Empty)
        {
            DebugNames.Check(settings, all);
            await ContainerRuntime.DemandAsync(selection, services, screen, ct);
            await ClusterGuests.CheckAsync(all, ct);
            _model = await new WorkloadReader(context, loggers.CreateLogger<WorkloadReader>()).ReadAsync(all, selection.Pods.Contains, selection.Neighbours.Contains, ct);
            ModelValidator.Demand(_model, settings.Images);
            _parameters = await new ParameterStore(settings.StateFolder, configuration).ResolveAsync(_model.Parameters, ct);
            SettingValues.Demand(_model, _parameters);
        }

        var nodes = settings.Nodes ?? resource.Annotations.OfType<ClusterNodesAnnotation>().LastOrDefault()?.Count ?? 3;
        screen.Say($"Workshop: starting a cluster of {(nodes == 1 ? "1 node" : $"{nodes} nodes")}{(_model is not { Workloads.Count: > 0 } ? "" : $" and, as its pods, {string.Join(", ", _model.Workloads.Select(workload => workload.Name))}")} …");
        foreach (var line in selection.Lines)
        {
            screen.Say($"  {line}");
        }

        _starting = StartClusterAsync(nodes, _stopping.Token);
    }

    /// <summary>The cluster's own part of Aspire's start: waits for what it waits for, and then brings the application into it.</summary>
    public Task RunAsync(CancellationToken ct)
    {
        // Aspire's orchestrator has its list: from now on the model is whole, for whoever asks it for a workload.
        foreach (var workload in _model?.Workloads ?? [])
        {
            live.Add(workload.Resource);
        }

        foreach (var endpoint in _model?.Services ?? [])
        {
            live.Add(endpoint.Resource);
        }

        // Aspire's start does not wait for it, nor hear of its end.
        var running = CancellationTokenSource.CreateLinkedTokenSource(ct, _stopping.Token).Token;
        _running = RunToReadyAsync(running);
        _telling = new LongWaits(screen, notifications, time).TellAsync(live, running);
        _sweeping = new AbandonedReaders(notifications, time).RunAsync(running);
        return Task.CompletedTask;
    }

    /// <summary>Returns when the cluster runs and its workloads have addresses: who asks for an endpoint after Aspire's start finds it.</summary>
    /// <exception cref="DistributedApplicationException">A mistake that the user can mend.</exception>
    async Task IHostedService.StartAsync(CancellationToken cancellationToken) =>
        await (await Task.WhenAny(_announced.Task, _failed.Task).WaitAsync(cancellationToken));

    /// <summary>Ends the application in the reverse order of its waits, then the cluster, within <see cref="StopLimit"/>.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var stoppedAt = time.GetTimestamp();
        await _stopping.CancelAsync();
        await Task.WhenAll(_running, _telling, _sweeping, _making).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_starting is not { IsCompletedSuccessfully: true } || _starting.Result is not { } cluster)
        {
            return;
        }

        EndpointsFile.Delete(settings.StateFolder);
        PageFiles.Delete(settings.StateFolder);
        using var limit = new CancellationTokenSource(StopLimit - ClusterStopLimit, time);
        using var orderly = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await StopGuestsAsync(areAfter: false, orderly.Token);
        if (_application is not null)
        {
            await _application.StopAsync(orderly.Token);
        }

        await StopGuestsAsync(areAfter: true, orderly.Token);
        // Last: it shows how the others end.
        if (_page is not null)
        {
            await _page.StopAsync(orderly.Token, CancellationToken.None);
        }

        await DisposeClientsAsync();
        var left = StopLimit - time.GetElapsedTime(stoppedAt);
        await cluster.StopAsync(cancellationToken.IsCancellationRequested || left < ClusterStopLimit ? ClusterStopLimit : left, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        // It is registered twice, as itself and as a part of the host, and disposed for each.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_running, _telling, _sweeping, _making).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeClientsAsync();
        if (_starting is not null)
        {
            await ((Task)_starting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_starting.IsCompletedSuccessfully)
            {
                await _starting.Result.DisposeAsync();
            }
        }

        _stopping.Dispose();
    }

    private async Task<EmbeddedCluster> StartClusterAsync(int nodes, CancellationToken ct)
    {
        var receiver = TelemetryReceiver.Of(configuration);
        var cluster = await EmbeddedCluster.StartAsync(
            new ClusterOptions
            {
                StateFolder = settings.StateFolder,
                NodeCount = nodes,
                ApiPort = settings.AutoPorts ? 0 : UsualApiPort,
                StartsEmpty = IsSession,
                Images = ImageTelemetry.Fill(settings.Images, receiver?.Endpoint, receiver?.Headers ?? ""),
                Autoscaling = AutoscalingPeriod.Read(configuration),
                NodeAutoscaling = NodesByNeed.Read(configuration),
                EventTtl = EventLifetime.Read(configuration),
                Telemetry = receiver,
            },
            loggers,
            time,
            ct);

        // Not before the cluster has the folder: an instance that runs there keeps its log and its endpoints.json.
        log.Open();
        EndpointsFile.Delete(settings.StateFolder);
        foreach (var notice in cluster.Notices)
        {
            screen.Say($"  {notice}");
        }

        if (!settings.AutoPorts && cluster.ApiAddress.Port != UsualApiPort)
        {
            screen.Say($"  Port {UsualApiPort} is taken: the API is on {cluster.ApiAddress.Port}.");
        }

        screen.Ready(resource.Name, "", time.GetElapsedTime(_startedAt));
        return cluster;
    }

    [SuppressMessage("Design", "CA1031", Justification = "Nobody awaits an InitializeResourceEvent's work: whatever goes wrong is told here, once.")]
    private async Task RunToReadyAsync(CancellationToken ct)
    {
        var logger = resourceLoggers.GetLogger(resource);
        try
        {
            await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), ct);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.Starting });
            var cluster = await _starting!;
            _api = KubernetesApi.Connect(cluster.KubeconfigPath, Context, time);
            await PublishRunningAsync(cluster);
            LogRunning(logger, cluster.ApiAddress, cluster.KubeconfigPath);
            await ApplicationDeployer.SweepAsync(_api, EmbeddedClusterResource.ApplicationNamespace, ct);
            var addresses = RunAddresses.Of(cluster, configuration);
            _rows = new RunRows(resource, _api, _model, addresses, live, notifications, resourceLoggers, time);
            await _rows.BeginAsync(ct);
            _guests = new ClusterGuests(live, _api, new GuestTelling(notifications, resourceLoggers, eventing, services, screen, time));
            _guests.Begin();
            if (_model is not null)
            {
                _application = new ApplicationRun(_model, settings, _parameters, resource, _api, notifications, eventing, services, screen, _startedAt, time);
                var page = BeginPageAsync(cluster, _api, addresses.Dashboard, _application.Created, ct);
                addresses = await _application.StartAsync(addresses, _announced.SetResult, ct);
                await page;
            }
            else
            {
                _announced.SetResult();
                await BeginPageAsync(cluster, _api, addresses.Dashboard, Task.CompletedTask, ct);
            }

            if (_page is not null)
            {
                addresses = addresses with { ClusterPage = await _page.AwaitAsync(settings.StateFolder, screen, time, ct) };
                await _rows.ShowPageAsync(addresses.ClusterPage);
            }

            await EndpointsFile.WriteAsync(settings.StateFolder, addresses, ct);
            HasStarted = true;
            screen.Summary(addresses, settings.StateFolder, time.GetElapsedTime(_startedAt));
            await eventing.PublishAsync(new EmbeddedClusterReadyEvent(resource, services, addresses.ClusterPage), EventDispatchBehavior.NonBlockingConcurrent, ct);
            _making = MakeNativeProgramsAsync(cluster, logger, ct);
            await Task.WhenAny(_application?.Watching ?? _rows.Publishing, _rows.Publishing).Unwrap().WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The run ends.
        }
        catch (Exception e)
        {
            LogFailed(logger, e, e.Message);
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.FailedToStart });
            _failed.TrySetException(e);
        }
    }

    private async Task BeginPageAsync(EmbeddedCluster cluster, KubernetesApi api, Uri? dashboard, Task applicationIsCreated, CancellationToken ct)
    {
        await Task.WhenAny(applicationIsCreated, Task.Delay(PagePause, time, ct));
        ct.ThrowIfCancellationRequested();
        _page = await PageRun.BeginAsync(cluster, api, settings, dashboard, ct);
    }

    [SuppressMessage("Design", "CA1031", Justification = "The application runs without them; whatever goes wrong is told, once.")]
    private async Task MakeNativeProgramsAsync(EmbeddedCluster cluster, ILogger logger, CancellationToken ct)
    {
        try
        {
            await new NativeProgramMaker(Run, Toolchain.WhyNot(), logger, time).MakeAsync(settings.NativeBuilds, settings.NativePrograms, ct);
            if (settings.AheadList is { } list)
            {
                await new AheadCompiler(Run, logger, time).CompileAsync(list, settings.NativePrograms, ct);
            }
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogNoNativePrograms(logger, e);
        }

        Task<CommandOutcome> Run(string program, IReadOnlyList<string> arguments, string folder, CancellationToken stop) =>
            cluster.RunInBackgroundAsync("native-programs", program, arguments, folder, NativeProgramMaker.BuildLimit, stop);
    }

    private Task PublishRunningAsync(EmbeddedCluster cluster) => notifications.PublishUpdateAsync(resource, snapshot => snapshot with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = time.GetUtcNow().UtcDateTime,
        Properties =
        [
            .. snapshot.Properties,
            new("kubernetes.kubeconfig", cluster.KubeconfigPath) { DisplayName = "kubeconfig", IsHighlighted = true },
        ],
        Urls = [new UrlSnapshot("api", cluster.ApiAddress.ToString(), IsInternal: true)],
    });

    // What lasts is there again at the next start; what does not goes in the reverse order in which it came.
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with a manifest, the cluster's processes must end.")]
    private async Task StopGuestsAsync(bool areAfter, CancellationToken orderly)
    {
        if (_guests is null)
        {
            return;
        }

        await _guests.StopAsync();
        if (!IsSession)
        {
            return;
        }

        try
        {
            await _guests.TakeAwayAsync([.. (_model?.Workloads ?? []).Concat(_model?.Neighbours ?? []).Select(workload => workload.Resource)], areAfter, orderly);
        }
        catch (Exception e)
        {
            screen.Say($"  Not everything that manifests brought was taken away: {e.Message}");
        }
    }

    private async Task DisposeClientsAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
            _application = null;
        }

        if (_guests is not null)
        {
            await _guests.DisposeAsync();
            _guests = null;
        }

        if (_page is not null)
        {
            await _page.DisposeAsync();
            _page = null;
        }

        if (_rows is not null)
        {
            await _rows.DisposeAsync();
            _rows = null;
        }

        _api?.Dispose();
        _api = null;
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "The API answers at {Address}; kubectl --kubeconfig '{Kubeconfig}' get all")]
    private static partial void LogRunning(ILogger logger, Uri address, string kubeconfig);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "Native programs cannot be made; pods run as they are")]
    private static partial void LogNoNativePrograms(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Error, Message = "{Reason}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string reason);
}
