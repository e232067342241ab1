using Microsoft.Extensions.Configuration;
using Workshop.Cluster;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Running;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Testing;

namespace Aspire.Hosting;

/// <summary>The composed application, ready to be run.</summary>
public class DistributedApplication : IDisposable, IAsyncDisposable
{
    private readonly EntryPointSession? _session;
    private readonly Refusal? _refusal;
    private readonly Func<IRunScreen, ApplicationRun> _newRun;
    private readonly PublishRun? _publish;
    private ApplicationRun? _run;

    internal DistributedApplication(Workshop.Hosting.Model.ApplicationModel model, RunSettings settings, IConfiguration configuration, Refusal? refusal, EntryPointSession? session, PublishRun? publish)
    {
        Model = model;
        _refusal = refusal;
        _session = session;
        _publish = publish;
        _newRun = screen => new ApplicationRun(model, settings, configuration, new EmbeddedClusterLauncher(), screen, TimeProvider.System);
    }

    internal Workshop.Hosting.Model.ApplicationModel Model { get; }

    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new ApplicationBuilder(args, EntryPointSession.Current);
    }

    /// <summary>Runs the application until Ctrl+C or SIGTERM. A mistake of the user's ends it with one clear message and an exit code.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <inheritdoc cref="Run"/>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_session is not null)
        {
            await _session.WaitForEndAsync();
            return;
        }

        if (_publish is not null)
        {
            Environment.ExitCode = await ConsoleRun.PublishAsync(_refusal, _publish, cancellationToken);
            return;
        }

        Environment.ExitCode = await ConsoleRun.RunAsync(_refusal, _newRun, cancellationToken);
    }

    /// <summary>Starts the application without a console and returns when everything is Ready.</summary>
    /// <exception cref="DistributedApplicationException">The model or the arguments are refused, or the start failed: the message says why.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_refusal is not null)
        {
            throw new DistributedApplicationException(_refusal.Message);
        }

        if (_run is not null)
        {
            throw new InvalidOperationException("The application has been started already.");
        }

        _run = _newRun(new SilentScreen());
        try
        {
            await _run.StartAsync(cancellationToken);
        }
        catch (ClusterException e)
        {
            throw new DistributedApplicationException(e.Message, e);
        }
    }

    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_run is { } run)
        {
            _run = null;
            await run.StopAsync(cancellationToken);
            await run.DisposeAsync();
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        _session?.End();
        GC.SuppressFinalize(this);
    }

    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    internal Uri Endpoint(string resourceName, string? endpointName) =>
        (_run ?? throw new DistributedApplicationException("The application does not run. Start it first (StartAsync).")).GetEndpoint(resourceName, endpointName);
}
