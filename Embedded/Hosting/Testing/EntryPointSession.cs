using System.Reflection;
using Aspire.Hosting;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own and stops it at the joints: the builder is handed to a test before Build, the
/// application after it, and Run waits until the test is done.
/// </summary>
internal sealed class EntryPointSession
{
    private static readonly AsyncLocal<EntryPointSession?> Ambient = new();

    private readonly TaskCompletionSource<ApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string[] _args;

    private EntryPointSession(Assembly assembly, string[] args)
    {
        Assembly = assembly;
        _args = args;
    }

    /// <summary>The session whose entry point runs here, or null.</summary>
    public static EntryPointSession? Current => Ambient.Value;

    public Assembly Assembly { get; }

    public static async Task<(EntryPointSession Session, ApplicationBuilder Builder)> StartAsync(Assembly assembly, string[] args, CancellationToken ct)
    {
        var session = new EntryPointSession(assembly, args);
        var thread = new Thread(session.RunEntryPoint) { IsBackground = true, Name = $"entry point of {assembly.GetName().Name}" };
        thread.Start();
        return (session, await session._builder.Task.WaitAsync(ct));
    }

    /// <summary>Lets the entry point go on to Build.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken ct)
    {
        _mayBuild.TrySetResult();
        return _application.Task.WaitAsync(ct);
    }

    /// <summary>Lets the entry point end after the application did.</summary>
    public void End() => _ended.TrySetResult();

    /// <summary>Lets the entry point end if the test has not let it build.</summary>
    public void Abandon() => _mayBuild.TrySetException(new OperationCanceledException("The test gave its builder up before it built."));

    /// <summary>On the entry point's thread: waits there until the test wants the application built.</summary>
    public void OfferBuilder(ApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public void OnBuilt(DistributedApplication application) => _application.TrySetResult(application);

    /// <summary>What Run means in a test: the test starts and stops the application; Run only waits.</summary>
    public Task WaitForEndAsync() => _ended.Task;

    private void RunEntryPoint()
    {
        Ambient.Value = this;
        try
        {
            var entryPoint = Assembly.EntryPoint ?? throw new DistributedApplicationException($"'{Assembly.GetName().Name}' has no entry point. Name a class of the AppHost, such as Projects.AppHost.");
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [_args]);
            Fail(new DistributedApplicationException($"The entry point of '{Assembly.GetName().Name}' ended without building an application."));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            Fail(inner);
        }
        catch (DistributedApplicationException e)
        {
            Fail(e);
        }
    }

    // Who waits for a joint that will not come is told why; joints that have passed keep what they brought.
    private void Fail(Exception reason)
    {
        _builder.TrySetException(reason);
        _application.TrySetException(reason);
        _ = (_builder.Task.Exception, _application.Task.Exception);
    }
}
