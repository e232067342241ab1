using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting;
using k8s.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Workshop.Cluster;
using Workshop.Hosting.Dashboard;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Model;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Running;

/// <summary>One run of the application: cluster up, objects in, everything Ready; and all of it back again.</summary>
internal sealed class ApplicationRun(ApplicationModel model, RunSettings settings, IConfiguration configuration, IClusterLauncher launcher, IRunScreen screen, TimeProvider time) : IAsyncDisposable
{
    /// <summary>From the wish to stop to the end of the last process.</summary>
    public static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    // What the cluster keeps of it to end the processes that did not end by themselves.
    private static readonly TimeSpan ClusterStopLimit = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan ReachableLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReachablePause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan DashboardLimit = TimeSpan.FromSeconds(30);

    // No run lasts that long; a token that ends within one would end the dashboard's view of it.
    private static readonly TimeSpan DashboardLife = TimeSpan.FromDays(365);

    private const int UsualApiPort = 6443;
    private const string Loopback = "127.0.0.1";

    private readonly long _startedAt = time.GetTimestamp();
    private ILoggerFactory? _loggers;
    private IClusterHandle? _cluster;
    private IKubernetesApi? _api;
    private ApplicationWatch? _watch;
    private RunReporter? _reporter;
    private TranslationTarget? _target;
    private ApplicationSnapshot _ready = ApplicationSnapshot.Empty;
    private DashboardRun? _dashboard;

    /// <summary>Returns when everything is Ready.</summary>
    /// <exception cref="DistributedApplicationException">A mistake that the user can mend.</exception>
    /// <exception cref="ClusterException">The same, found by the cluster.</exception>
    public async Task<RunAddresses> StartAsync(CancellationToken ct)
    {
        StateFolder.Prepare(settings.StateFolder);
        screen.Say($"Workshop: starting a cluster of {(settings.Nodes == 1 ? "1 node" : $"{settings.Nodes} nodes")}{(settings.Empty ? "" : $" and {string.Join(", ", model.Workloads.Select(workload => workload.Name))}")} …");

        var dashboard = settings.Dashboard ? ChooseDashboard() : null;
        var addresses = await StartClusterAsync(dashboard, ct);
        if (dashboard is not null)
        {
            // It starts beside the application, which does not wait for it.
            _dashboard = new DashboardRun(_api!, dashboard);
            await _dashboard.StartAsync(Loopback, _cluster!.KubeconfigFor(DashboardObjects.Namespace, DashboardPod.Account, DashboardLife), ct);
        }

        if (!settings.Empty)
        {
            addresses = await StartApplicationAsync(addresses, ct);
        }

        if (_dashboard is not null)
        {
            addresses = await AwaitDashboardAsync(_dashboard, addresses, ct);
        }

        await EndpointsFile.WriteAsync(settings.StateFolder, addresses, ct);
        screen.Summary(addresses, settings.StateFolder, time.GetElapsedTime(_startedAt));
        if (settings.OpensDashboard && addresses.Dashboard is not null && !Browser.Open(DashboardFiles.PagePath(settings.StateFolder)))
        {
            screen.Say("  No browser was found: open the dashboard's address yourself.");
        }

        return addresses;
    }

    /// <summary>Waits until it is to stop. Throws what goes wrong meanwhile: a run that no longer sees its objects does not pretend that all is well.</summary>
    public async Task WaitForStopAsync(CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        await (await Task.WhenAny(stopped, _reporter?.Reporting ?? stopped));
    }

    /// <summary>Where clients on this machine reach an endpoint.</summary>
    /// <exception cref="DistributedApplicationException">There is none of that name, or the application does not run.</exception>
    public Uri GetEndpoint(string resource, string? endpointName)
    {
        var workload = model.Workloads.FirstOrDefault(candidate => candidate.Name == resource)
            ?? throw new DistributedApplicationException($"Resource '{resource}' is no part of this application. It has {string.Join(", ", model.Workloads.Select(candidate => $"'{candidate.Name}'"))}.");
        if (_target is null || !_ready.Services.TryGetValue(resource, out var service))
        {
            throw new DistributedApplicationException($"Resource '{resource}' has no address: the application does not run, or nothing calls it.");
        }

        var ports = new ServicePorts(model, _target).Of(workload);
        var port = endpointName is null ? ports.FirstOrDefault(candidate => candidate.Endpoint.Scheme == "http") ?? ports[0] : ports.FirstOrDefault(candidate => candidate.Endpoint.Name == endpointName);
        return port is null
            ? throw new DistributedApplicationException($"Resource '{resource}' has no endpoint '{endpointName}' in its Service. It has {string.Join(", ", ports.Select(candidate => $"'{candidate.Endpoint.Name}'"))}.")
            : AddressOf(port, service);
    }

    // A Service without an address of its own is called by its pods'; one of them is Ready, since the whole application is.
    private Uri AddressOf(ServicePort port, V1Service service) => new(service.Spec switch
    {
        { Type: "LoadBalancer" } => port.Url(Loopback),
        { ClusterIP: "None" } => (port with { Port = port.Endpoint.ListeningPort }).Url(_ready.ReadyAddress(service.Metadata.Name)!),
        _ => port.Url(service.Spec.ClusterIP),
    });

    /// <summary>Ends the application in the reverse order of its waits, then the cluster, within <see cref="StopLimit"/>.</summary>
    /// <param name="hurry">When it fires, nothing is waited for any more.</param>
    public async Task StopAsync(CancellationToken hurry)
    {
        // Without a cluster the state folder is not this run's: another instance may live there.
        if (_cluster is not { } cluster)
        {
            return;
        }

        var stoppedAt = time.GetTimestamp();
        DeleteFiles();
        if (_reporter is not null)
        {
            await _reporter.DisposeAsync();
            _reporter = null;
        }

        await StopApplicationAsync(hurry);
        await DisposeClientsAsync();
        var left = StopLimit - time.GetElapsedTime(stoppedAt) - TimeSpan.FromSeconds(0.5);
        await cluster.StopAsync(hurry.IsCancellationRequested || left < ClusterStopLimit ? ClusterStopLimit : left, CancellationToken.None);
        screen.Say("Stopped.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_reporter is not null)
        {
            await _reporter.DisposeAsync();
            _reporter = null;
        }

        await DisposeClientsAsync();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
            _cluster = null;
        }

        _loggers?.Dispose();
        _loggers = null;
    }

    private DashboardAccess ChooseDashboard()
    {
        var ports = DashboardPorts.Choose(LoopbackPorts.IsFree, settings.AutoPorts ? LoopbackPorts.AnyFree : null);
        foreach (var note in ports.Notes)
        {
            screen.Say($"  {note}");
        }

        return DashboardAccess.Make(Loopback, ports, configuration["Dashboard:Token"], configuration["Dashboard:ReadOnlyToken"]);
    }

    private async Task<RunAddresses> StartClusterAsync(DashboardAccess? dashboard, CancellationToken ct)
    {
        var (receiver, headers) = dashboard is null ? (TelemetryReceiver(), configuration["OTEL_EXPORTER_OTLP_HEADERS"] ?? "") : (dashboard.OtlpGrpc, dashboard.OtlpHeaders);
        var options = new ClusterOptions
        {
            StateFolder = settings.StateFolder,
            NodeCount = settings.Nodes,
            ApiPort = settings.AutoPorts ? 0 : UsualApiPort,
            Images = DashboardTelemetry.Fill(settings.Images, receiver, headers),
            Autoscaling = AutoscalingPeriod.Read(configuration),
            Telemetry = receiver is null ? null : new ClusterTelemetry { Endpoint = receiver, Headers = headers },
        };

        // Not before the cluster has the folder: an instance that runs there keeps its log and its endpoints.json.
        var log = new RunLog(Path.Combine(settings.StateFolder, "apphost.log"), time);
        _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Warning).AddProvider(log));
        try
        {
            _cluster = await launcher.StartAsync(options, _loggers, time, ct);
        }
        catch (Exception e) when (e is not ClusterException)
        {
            log.Open();
            throw;
        }

        log.Open();
        DeleteFiles();

        var api = _cluster.ApiAddress;
        if (!settings.AutoPorts && api.Port != UsualApiPort)
        {
            screen.Say($"  Port {UsualApiPort} is taken: the API is on {api.Port}.");
        }

        screen.Ready("cluster", "", time.GetElapsedTime(_startedAt));
        _api = launcher.Connect(_cluster, time);
        await ApplicationDeployer.SweepAsync(_api, new TranslationTarget { ParameterValues = new Dictionary<string, string>() }.Namespace, ct);
        return new(null, null, api, _cluster.KubeconfigPath);
    }

    /// <summary>A dashboard that does not start is worth a word, no more: the application runs without it.</summary>
    private async Task<RunAddresses> AwaitDashboardAsync(DashboardRun dashboard, RunAddresses addresses, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(DashboardLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            if (await dashboard.WaitUntilReadyAsync(both.Token) is { } trouble)
            {
                screen.Trouble(DashboardObjects.Name, trouble.Reason, await dashboard.LastLinesAsync(trouble, ct));
                return addresses;
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            screen.Say($"  {DashboardObjects.Name} is not Ready after {DashboardLimit.TotalSeconds:0} s; the application runs without it. 'kubectl describe pods -n {DashboardObjects.Namespace}' says more.");
            return addresses;
        }

        await ProveAsync(dashboard.Access.Web, ct);
        await DashboardFiles.WriteAsync(settings.StateFolder, dashboard.Access, ct);
        screen.Ready(DashboardObjects.Name, "", time.GetElapsedTime(_startedAt));
        return addresses with { Dashboard = dashboard.Access.Web, DashboardLogin = dashboard.Access.Login, Otlp = dashboard.Access.OtlpGrpc };
    }

    private Uri? TelemetryReceiver()
    {
        const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
        return configuration[Variable] is not { Length: > 0 } endpoint
            ? null
            : Uri.TryCreate(endpoint, UriKind.Absolute, out var address)
                ? address
                : throw new DistributedApplicationException($"{Variable}: '{endpoint}' is not an address such as 'http://127.0.0.1:4317'.");
    }

    private void DeleteFiles()
    {
        EndpointsFile.Delete(settings.StateFolder);
        DashboardFiles.Delete(settings.StateFolder);
    }

    private async Task<RunAddresses> StartApplicationAsync(RunAddresses cluster, CancellationToken ct)
    {
        var api = _api!;
        var ports = PortPlan.For(model, LoopbackPorts.IsFree, settings.AutoPorts ? LoopbackPorts.AnyFree : null);
        foreach (var note in ports.Notes)
        {
            screen.Say($"  {note}");
        }

        _target = new TranslationTarget
        {
            ExternalAddress = Loopback,
            ExternalPorts = ports.Ports,
            ParameterValues = await new ParameterStore(settings.StateFolder, configuration).ResolveAsync(model.Parameters, ct),
        };
        var objects = ApplicationTranslator.Translate(model, _target);

        _watch = new ApplicationWatch(api, _target.Namespace, ApplicationDeployer.Selector);
        _reporter = new RunReporter(model, api, _watch, _target.Namespace, screen);
        var deployer = new ApplicationDeployer(api, _watch, _target.Namespace);
        await deployer.StartAsync(model, objects, replicas => screen.Ready(replicas.Resource, $"{replicas.Ready}/{replicas.Wanted}", time.GetElapsedTime(_startedAt)), ct);
        _ready = await _watch.WaitForAsync(_ => true, ct);
        var addresses = cluster with { Gateway = External("http"), GatewayHttps = External("https") };
        await ProveAsync(addresses.Gateway, ct);
        await ProveAsync(addresses.GatewayHttps, ct);
        return addresses;
    }

    // What the objects say is one thing; that a client gets in is another, and the one that endpoints.json promises.
    private async Task ProveAsync(Uri? address, CancellationToken ct)
    {
        var since = time.GetTimestamp();
        while (address is not null && !await launcher.TakesConnectionsAsync(address, ct))
        {
            if (time.GetElapsedTime(since) > ReachableLimit)
            {
                throw new DistributedApplicationException($"Everything is Ready, but nothing listens at {address}. 'kubectl get events -A' says why; perhaps another program took the port: start again, or with --ports auto.");
            }

            await Task.Delay(ReachablePause, time, ct);
        }
    }

    private Uri? External(string scheme)
    {
        var found = model.Workloads
            .SelectMany(workload => workload.Endpoints.Select(endpoint => (workload.Name, Endpoint: endpoint)))
            .FirstOrDefault(candidate => candidate.Endpoint.IsExternal && candidate.Endpoint.Scheme == scheme);
        return found.Endpoint is null ? null : GetEndpoint(found.Name, found.Endpoint.Name);
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong with the application, the cluster's processes must end.")]
    private async Task StopApplicationAsync(CancellationToken hurry)
    {
        using var orderly = CancellationTokenSource.CreateLinkedTokenSource(hurry);
        using var limit = new CancellationTokenSource(StopLimit - ClusterStopLimit - TimeSpan.FromSeconds(0.5), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(orderly.Token, limit.Token);
        try
        {
            if (_api is not null && _watch is not null && _target is not null)
            {
                await new ApplicationDeployer(_api, _watch, _target.Namespace).StopAsync(StartOrder.StopLevels(model), both.Token, CancellationToken.None);
            }

            // Last: it shows how the others end.
            if (_dashboard is not null)
            {
                await _dashboard.StopAsync(both.Token, CancellationToken.None);
            }
        }
        catch (Exception e)
        {
            screen.Say($"  The application did not end in order: {e.Message}");
        }
    }

    private async Task DisposeClientsAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
            _dashboard = null;
        }

        if (_watch is not null)
        {
            await _watch.DisposeAsync();
            _watch = null;
        }

        _api?.Dispose();
        _api = null;
    }
}
