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
    public ILaunchedProcess Start(ProcessSpec spec) => spec.Input == ProcessInput.Terminal ? StartInTerminal(spec) : StartWithPipes(spec);

    private static UnixProcess StartInTerminal(ProcessSpec spec)
    {
        var terminal = PseudoTerminal.Open();
        try
        {
            // The leader of a new session that opens a terminal becomes its owner: Ctrl+C and changes of size reach it.
            var process = new UnixProcess(
                Spawn(
                    spec,
                    actions =>
                    {
                        Check(Libc.posix_spawn_file_actions_addopen(actions, 0, terminal.Path, Libc.ReadWrite, 0), spec);
                        Check(Libc.posix_spawn_file_actions_adddup2(actions, 0, 1), spec);
                        Check(Libc.posix_spawn_file_actions_adddup2(actions, 0, 2), spec);
                    }),
                terminal);
            terminal.Begin();
            return process;
        }
        catch
        {
            terminal.Dispose();
            throw;
        }
    }

    private static UnixProcess StartWithPipes(ProcessSpec spec)
    {
        var input = spec.Input == ProcessInput.Pipe ? new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None) : null;
        var output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        var error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
        try
        {
            var id = Spawn(
                spec,
                actions =>
                {
                    Check(input is null ? Libc.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", 0, 0) : Libc.posix_spawn_file_actions_adddup2(actions, ChildsEnd(input), 0), spec);
                    Check(Libc.posix_spawn_file_actions_adddup2(actions, ChildsEnd(output), 1), spec);
                    Check(Libc.posix_spawn_file_actions_adddup2(actions, ChildsEnd(error), 2), spec);
                });
            return new UnixProcess(id, input, output, error);
        }
        catch
        {
            input?.Dispose();
            output.Dispose();
            error.Dispose();
            throw;
        }
        finally
        {
            // The child has its own copies; as long as one of ours is open, the end of its output is never seen.
            input?.DisposeLocalCopyOfClientHandle();
            output.DisposeLocalCopyOfClientHandle();
            error.DisposeLocalCopyOfClientHandle();
        }
    }

    private static int ChildsEnd(AnonymousPipeServerStream pipe) => (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    private static int Spawn(ProcessSpec spec, Action<byte[]> addStreams)
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
            addStreams(actions);
            Check(Libc.CloseAllButStreams(actions), spec);
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
