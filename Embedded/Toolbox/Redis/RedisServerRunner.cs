using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Garnet;
using Garnet.server;
using Garnet.server.Auth.Settings;
using Microsoft.Extensions.Logging;

namespace Workshop.Toolbox.Redis;

/// <summary>Owns the running server from its start to the signal that ends it.</summary>
internal static class RedisServerRunner
{
    public static async Task<int> RunAsync(RedisOptions options, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var cancel = ct.Register(() => ended.TrySetResult());
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Error).AddSimpleConsole(console => console.SingleLine = true));

        foreach (var warning in options.Warnings)
        {
            await output.WriteLineAsync(warning);
        }

        var places = string.Join(", ", options.EndPoints);
        try
        {
            using var folder = options.AppendOnly ? await FolderLock.TakeAsync(options.Folder, output, TimeProvider.System, ending.Token) : null;
            using var server = new GarnetServer(Settings(options), loggers);
            server.Start();
            await output.WriteLineAsync($"Ready to accept connections on {places}{(options.Password is null ? ", without a password" : string.Empty)}");
            await output.FlushAsync(CancellationToken.None);
            await ended.Task;
            await output.WriteLineAsync("Bye");
            return ExitCode.Ok;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Asked to end before its turn came.
            return ExitCode.Ok;
        }
        catch (Exception e) when ((e as SocketException ?? e.InnerException as SocketException) is { } refused)
        {
            await error.WriteLineAsync($"redis-server: cannot listen on {places}: {refused.Message}. End what uses it, or choose another --port or --bind.");
            return ExitCode.Failed;
        }

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.Cancel();
            ended.TrySetResult();
        }
    }

    // Small on purpose: this server holds a few users and tokens, and shares a laptop with everything else. Sizes are powers of two;
    // a page of the append-only file must hold two pages of the log.
    private static GarnetServerOptions Settings(RedisOptions options) => new()
    {
        EndPoints = [.. options.EndPoints.Cast<EndPoint>()],
        AuthSettings = options.Password is null ? new NoAuthSettings() : new AclAuthenticationPasswordSettings(aclConfigurationFile: null!, options.Password),
        QuietMode = true,
        LogMemorySize = "32m",
        PageSize = "1m",
        IndexMemorySize = "4m",
        EnableStorageTier = false,
        CheckpointDir = options.Folder,
        EnableAOF = options.AppendOnly,
        AofMemorySize = "8m",
        AofPageSize = "2m",
        WaitForCommit = options.AppendOnly,
        Recover = options.AppendOnly,
        FailOnRecoveryError = true,
        DeviceType = Tsavorite.core.DeviceType.RandomAccess,
        DeviceFactoryCreator = new Tsavorite.core.LocalStorageNamedDeviceFactoryCreator(deviceType: Tsavorite.core.DeviceType.RandomAccess),
    };
}
