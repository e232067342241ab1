using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Translation.Policy;

namespace Workshop.Hosting.Running;

/// <summary>The application in its cluster: objects in, each workload when Aspire lets it start, everything Ready; and all of it back again.</summary>
internal sealed class ApplicationRun : IAsyncDisposable
{
    private const string Loopback = "127.0.0.1";

    private readonly ApplicationModel _model;
    private readonly IDistributedApplicationEventing _eventing;
    private readonly IServiceProvider _services;
    private readonly IRunScreen _screen;
    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private readonly TranslationTarget _target;
    private readonly ApplicationWatch _watch;
    private readonly ApplicationDeployer _deployer;
    private readonly WorkloadRows _rows;
    private readonly RunReporter _reporter;
    private readonly NeighbourEndpoints _neighbours;
    private readonly TaskCompletionSource _created = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ApplicationSnapshot _addressed = ApplicationSnapshot.Empty;
    private int _waiting;

    public ApplicationRun(
        ApplicationModel model,
        RunSettings settings,
        IReadOnlyDictionary<string, string> parameters,
        EmbeddedClusterResource cluster,
        KubernetesApi api,
        ResourceNotificationService notifications,
        IDistributedApplicationEventing eventing,
        IServiceProvider services,
        IRunScreen screen,
        long startedAt,
        TimeProvider time)
    {
        (_model, _eventing, _services, _screen, _time) = (model, eventing, services, screen, time);
        (_startedAt, _waiting) = (startedAt, model.Workloads.Count);
        var ports = PortPlan.For(model, LoopbackPorts.IsFree, settings.AutoPorts ? LoopbackPorts.AnyFree : null);
        foreach (var note in ports.Notes)
        {
            screen.Say($"  {note}");
        }

        _target = new TranslationTarget { ExternalAddress = Loopback, ExternalPorts = ports.Ports, ParameterValues = parameters };
        _watch = new ApplicationWatch(api, _target.Namespace, ApplicationDeployer.Selector);
        _deployer = new ApplicationDeployer(api, _watch, _target.Namespace);
        _rows = new WorkloadRows(model, cluster, _watch, notifications, time);
        _reporter = new RunReporter(model, api, _watch, _target.Namespace, screen);
        _neighbours = new NeighbourEndpoints(model, _target, api, time);
    }

    /// <summary>Ends only by a failure: a run that no longer sees its objects does not pretend that all is well.</summary>
    public Task Watching => Task.WhenAny(_watch.Following, _rows.Publishing, _reporter.Reporting, _neighbours.Working).Unwrap();

    /// <summary>Ends when every workload is in the cluster: nothing that is waited for is yet to begin.</summary>
    public Task Created => _waiting == 0 ? Task.CompletedTask : _created.Task;

    /// <summary>Returns when everything is Ready.</summary>
    /// <param name="onAnnounced">Told when Aspire knows where each workload is reached.</param>
    /// <exception cref="DistributedApplicationException">A mistake that the user can mend.</exception>
    public async Task<RunAddresses> StartAsync(RunAddresses addresses, Action onAnnounced, CancellationToken ct)
    {
        var objects = ApplicationTranslator.Translate(_model, _target);
        await _deployer.PrepareAsync(objects, ct);
        await _deployer.PrepareAsync(SteadyServices.Of(_model, _target), ct);
        _addressed = await _watch.WaitForAsync(seen => _model.Workloads.Concat(_model.Neighbours).All(workload => Addresses(seen).AreKnown(workload)), ct);

        // All are told where the others are before one starts: who waits for nobody may still ask.
        await Task.WhenAll(_model.Workloads.Select(workload => AnnounceAsync(workload, Addresses(_addressed), ct)));
        onAnnounced();
        _neighbours.Begin();
        _rows.Begin();
        await StartAllAsync(objects, ct);

        var entry = new ExternalEntry(_model, _target);
        await entry.ProveAsync(_time, ct);
        return addresses with { Gateway = entry.Find("http"), GatewayHttps = entry.Find("https"), HasLogin = _model.Workloads.Any(TokenUsers.Has) };
    }

    /// <summary>Ends the workloads in the reverse order of their waits, then deletes the other objects.</summary>
    /// <param name="orderly">When it fires, nothing is waited for any more.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with the application, the cluster's processes must end.")]
    public async Task StopAsync(CancellationToken orderly)
    {
        await _reporter.StopAsync();
        try
        {
            await _deployer.StopAsync(StartOrder.StopLevels(_model), orderly, CancellationToken.None);
        }
        catch (Exception e)
        {
            _screen.Say($"  The application did not end in order: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _neighbours.DisposeAsync();
        await _reporter.DisposeAsync();
        await _rows.DisposeAsync();
        await _watch.DisposeAsync();
    }

    private ServiceAddresses Addresses(ApplicationSnapshot observed) => new(_model, _target, observed);

    private async Task AnnounceAsync(Workload workload, ServiceAddresses addresses, CancellationToken ct)
    {
        var resource = workload.Resource;
        WorkloadHealth.Attach(workload, _rows.HealthOf, _services);
        addresses.Allocate(workload);
        await _rows.AnnounceAsync(workload, addresses, ct);
        await _eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, _services), ct);
        if (resource is IResourceWithConnectionString)
        {
            await _eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, _services), ct);
        }
    }

    private async Task StartAllAsync(IReadOnlyList<TranslatedObject> objects, CancellationToken ct)
    {
        var controllers = objects.Where(ApplicationDeployer.IsWorkload).ToDictionary(item => item.Resource!);

        // The first that fails ends the others' waiting: its message is the one to show.
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var starts = _model.Workloads.Select(workload => StartAsync(workload, controllers[workload.Name], failed.Token)).ToList();
        await foreach (var start in Task.WhenEach(starts))
        {
            if (!start.IsCompletedSuccessfully)
            {
                await failed.CancelAsync();
                await Task.WhenAll(starts).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await start;
            }
        }
    }

    /// <summary>The same for a program that cannot look up the cluster's names: others are told to it by their Services' addresses.</summary>
    private async Task<TranslatedObject> ByAddressesAsync(Workload workload, CancellationToken ct)
    {
        var endpoints = workload.References.Select(reference => reference.Endpoint).Concat(workload.Expressions.SelectMany(expression => expression.Endpoints));
        foreach (var endpoint in endpoints.Where(endpoint => endpoint.Resource is ServiceEndpointResource))
        {
            // Aspire's own waiting for an address.
            await endpoint.GetValueAsync(ct);
        }

        return ApplicationTranslator.Translate(_model, _target with { HostOf = AddressOf }).Single(item => item.Resource == workload.Name && ApplicationDeployer.IsWorkload(item));
    }

    private string AddressOf(IResource resource) => resource is ServiceEndpointResource service
        ? service.Endpoint.AllocatedEndpoint?.Address ?? service.HostName
        : _model.Find(resource) is { } workload ? Addresses(_addressed).AddressOf(workload) ?? resource.Name : resource.Name;

    private async Task StartAsync(Workload workload, TranslatedObject controller, CancellationToken ct)
    {
        // Aspire's own waiting: for pods and for what its orchestrator runs alike.
        await _eventing.PublishAsync(new BeforeResourceStartedEvent(workload.Resource, _services), ct);
        await _deployer.CreateAsync(workload.KnowsNames ? controller : await ByAddressesAsync(workload, ct), ct);
        _rows.Started(workload);
        if (Interlocked.Decrement(ref _waiting) == 0)
        {
            _created.SetResult();
        }

        var ready = await _watch.WaitForAsync(observed => observed.IsReady(workload.Name), ct);
        _screen.Ready(workload.Name, $"{ready.Replicas(workload.Name)!.Ready}/{ready.Replicas(workload.Name)!.Wanted}", _time.GetElapsedTime(_startedAt));
    }
}
