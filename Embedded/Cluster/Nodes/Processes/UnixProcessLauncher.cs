using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>
/// Starts programs by posix_spawn, each in a session of its own: a terminal's Ctrl+C does not reach it, its group can be signalled as one,
/// and a program that cannot be executed is an error here and not an exit code. Only the three standard streams are inherited.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class UnixProcessLauncher : IProcessLauncher
{
    public ILaunchedProcess Start(ProcessSpec spec)
    {
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        try
        {
            return new UnixProcess(Spawn(spec, output, error), output, error);
        }
        catch
        {
            output.Dispose();
            error.Dispose();
            throw;
        }
        finally
        {
            // The child has its own copies; as long as one of ours is open, the end of its output is never seen.
            output.DisposeLocalCopyOfClientHandle();
            error.DisposeLocalCopyOfClientHandle();
        }
    }

    private static int Spawn(ProcessSpec spec, AnonymousPipeServerStream output, AnonymousPipeServerStream error)
    {
        var actions = new byte[Libc.OpaqueSize];
        var attributes = new byte[Libc.OpaqueSize];
        var argv = ToPointers(spec.Arguments);
        var envp = ToPointers(spec.Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            Check(Libc.posix_spawn_file_actions_addchdir_np(actions, spec.WorkingDirectory), spec);
            Check(Libc.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", 0, 0), spec);
            Check(Libc.posix_spawn_file_actions_adddup2(actions, (int)output.ClientSafePipeHandle.DangerousGetHandle(), 1), spec);
            Check(Libc.posix_spawn_file_actions_adddup2(actions, (int)error.ClientSafePipeHandle.DangerousGetHandle(), 2), spec);
            Check(Libc.posix_spawnattr_setflags(attributes, Libc.SpawnFlags), spec);
            Check(Libc.posix_spawnattr_setsigdefault(attributes, Libc.DefaultSignals()), spec);
            Check(Libc.posix_spawnattr_setsigmask(attributes, Libc.NoSignals()), spec);
            Check(Libc.posix_spawn(out var pid, spec.Program, actions, attributes, argv, envp), spec);
            return pid;
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
            Free(argv);
            Free(envp);
        }
    }

    private static void Check(int errno, ProcessSpec spec)
    {
        if (errno == 0)
        {
            return;
        }

        var name = spec.Arguments.Count > 0 ? spec.Arguments[0] : spec.Program;
        throw new ProcessStartException(errno switch
        {
            Libc.NoSuchFile or Libc.NotADirectory when !Directory.Exists(spec.WorkingDirectory) => $"chdir to cwd (\"{spec.WorkingDirectory}\") set in config failed: no such file or directory",
            Libc.NoSuchFile or Libc.NotADirectory => $"exec: \"{name}\": stat {spec.Program}: no such file or directory",
            Libc.PermissionDenied => $"exec: \"{name}\": permission denied",
            Libc.ExecFormat => $"exec {spec.Program}: exec format error",
            _ => $"exec: \"{name}\": {Marshal.GetPInvokeErrorMessage(errno)}",
        });
    }

    private static nint[] ToPointers(IEnumerable<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Free(nint[] pointers)
    {
        foreach (var pointer in pointers)
        {
            Marshal.FreeCoTaskMem(pointer);
        }
    }
}
