using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>What all programs of one container share: environment, folder, mounts and where programs are found. Also used by exec probes and hooks.</summary>
/// <param name="SearchPath">PATH as the container sees it.</param>
/// <param name="ToolFolder">Where <c>/bin/NAME</c> and its like lead to; null: to the host's.</param>
/// <param name="Folder">The container's own folder: home, temporary files, termination message.</param>
internal sealed record ContainerSetup(
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory,
    MountMap Mounts,
    string SearchPath,
    string? ToolFolder,
    string Folder)
{
    /// <summary>Where the program may leave its last words.</summary>
    public string TerminationLog => Path.Combine(Folder, "termination-log");

    /// <param name="command">As the container says it; mount paths in it are replaced.</param>
    /// <param name="processOne">The container's main process, which <c>/proc/1</c> stands for within it.</param>
    /// <exception cref="ProcessStartException">There is no such program.</exception>
    public ProcessSpec ToExec(IReadOnlyList<string> command, int processOne)
    {
        var mounts = Mounts.With(KeyValuePair.Create("/proc/1", $"/proc/{processOne}"));
        return ToSpec(TarCommand.Packs(command) ? TarCommand.For(command, mounts, Folder) : [.. command.Select(mounts.Rewrite)]);
    }

    /// <exception cref="ProcessStartException">There is no such program.</exception>
    public ProcessSpec ToSpec(IReadOnlyList<string> arguments) => new(FindProgram(arguments[0]), arguments, Environment, WorkingDirectory);

    private string FindProgram(string name)
    {
        if (!name.Contains('/') && !Path.IsPathRooted(name))
        {
            return ProgramPath.Find(name, SearchPath) ?? throw new ProcessStartException($"exec: \"{name}\": executable file not found in $PATH");
        }

        if (ToolFolder is not null && ProgramPath.ToolName(name) is { } tool && ProgramPath.Find(tool, ToolFolder) is { } found)
        {
            return found;
        }

        var path = Path.GetFullPath(name, WorkingDirectory);
        return File.Exists(path) ? path : throw new ProcessStartException($"exec: \"{name}\": stat {name}: no such file or directory");
    }
}
