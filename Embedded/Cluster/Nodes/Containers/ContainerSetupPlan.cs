using System.Globalization;
using System.Runtime.InteropServices;
using k8s.Models;
using Workshop.Cluster.Images;
using Workshop.Cluster.Nodes.Processes;
using Workshop.Cluster.Registry.Rules;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>Puts together what a container is started with, from its spec, its image and the pod's address; see Docs/pod-contract.md.</summary>
/// <param name="Folder">The container's own folder on this machine.</param>
/// <param name="NamesPath">The names file of the pod's namespace.</param>
/// <param name="Marker">By which its processes are found again.</param>
/// <param name="Tools">Folder of what a container finds by its bare name before anything of this machine: busybox' applets, or the image's own program.</param>
internal sealed record ContainerSetupPlan(PodOnNode Facts, V1Container Container, ContainerImage Image, string Folder, string NamesPath, string Marker, string? Tools)
{
    private const decimal LeastHeap = 20 * 1024 * 1024;

    private static readonly string[] WindowsVariables = ["SystemRoot", "SystemDrive", "ComSpec", "PATHEXT", "windir", "ProgramData", "ProgramFiles", "LOCALAPPDATA", "APPDATA", "TEMP", "TMP", "NUMBER_OF_PROCESSORS"];

    private string Home => Path.Combine(Folder, "root");

    private string Temporary => Path.Combine(Folder, "tmp");

    /// <param name="own">The container's variables, resolved.</param>
    /// <param name="mounts">Mount path → path on this machine.</param>
    /// <returns>The setup, and the whole command with mount paths replaced.</returns>
    public (ContainerSetup Setup, IReadOnlyList<string> Command) Build(
        IReadOnlyDictionary<string, string> services, IReadOnlyDictionary<string, string> own, IEnumerable<KeyValuePair<string, string>> mounts)
    {
        var map = new MountMap(mounts).With(ImplicitMounts());
        var environment = BaseVariables();
        AddAll(environment, services);
        if (Container.Tty == true)
        {
            environment["TERM"] = "xterm";
        }

        if (map.Find(AccountVolume.MountPath) is { } account)
        {
            // Programs look for it at its mount path, which is not there on this machine.
            environment["WORKSHOP_SERVICE_ACCOUNT"] = account;
        }

        AddAll(environment, Image.EnvironmentFor(Facts.PodIp));
        AddAll(environment, own.Select(pair => KeyValuePair.Create(pair.Key, map.Rewrite(pair.Value))));
        environment[ProcessLedger.MarkerVariable] = Marker;

        var setup = new ContainerSetup(environment, "", map, environment["PATH"], Tools, Folder);
        var command = Command(environment, map);
        return (setup with { WorkingDirectory = WorkingDirectory(map) }, command);
    }

    private static void AddAll(Dictionary<string, string> to, IEnumerable<KeyValuePair<string, string>> variables)
    {
        foreach (var (name, value) in variables)
        {
            to[name] = value;
        }
    }

    private List<string> Command(Dictionary<string, string> environment, MountMap map)
    {
        string Fill(string text) => map.Rewrite(VariableExpansion.Expand(text, environment));

        var hasCommand = Container.Command is { Count: > 0 };
        List<string> command = hasCommand ? [.. Container.Command!.Select(Fill)] : [.. Image.Entry.CommandNow];
        command.AddRange(Container.Args is { Count: > 0 } args ? args.Select(Fill).Skip(!hasCommand && Image.IsNamedBy(args[0]) ? 1 : 0) : hasCommand ? [] : Image.ArgsFor(Facts.PodIp));
        if (!hasCommand)
        {
            command.AddRange(Image.BindArgsFor(Facts.PodIp));
        }

        return command.Count > 0 ? command : throw new ProcessStartException("no command specified");
    }

    /// <summary>Nothing of this process' own environment but what programs need to run at all on this machine.</summary>
    private Dictionary<string, string> BaseVariables()
    {
        var path = new List<string>(Image.Entry.Tools ?? []);
        if (Tools is not null)
        {
            path.Add(Tools);
        }

        path.Add(ProgramPath.OfHost);
        path.Add(DotnetRoot);
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            ["PATH"] = string.Join(Path.PathSeparator, path),
            ["HOME"] = Home,
            ["LANG"] = "C.UTF-8",
            ["DOTNET_ROOT"] = DotnetRoot,
            ["DOTNET_NOLOGO"] = "1",
            ["HOSTNAME"] = Facts.Pod.Spec.Hostname ?? Facts.Pod.Metadata.Name,
            ["POD_IP"] = Facts.PodIp,
            ["WORKSHOP_POD_IP"] = Facts.PodIp,
            ["WORKSHOP_NODE"] = Facts.Pod.Spec.NodeName ?? "",
            ["WORKSHOP_NAMES"] = NamesPath,
        };

        // As .NET finds it out for itself in a real container: the heap may have three quarters of the limit.
        if (Container.Resources?.Limits?.TryGetValue("memory", out var limit) == true && limit.ToDecimal() > 0)
        {
            variables["DOTNET_GCHeapHardLimit"] = ((long)Math.Max(LeastHeap, limit.ToDecimal() * 3 / 4)).ToString("x", CultureInfo.InvariantCulture);
        }

        // A debugger finds a .NET program by files in the temporary folder, so our own programs keep the host's.
        if (Image.IsHostTools)
        {
            variables["TMPDIR"] = Temporary;
        }
        else if (Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } temporary)
        {
            variables["TMPDIR"] = temporary;
        }

        foreach (var name in OperatingSystem.IsWindows() ? WindowsVariables : [])
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                variables[name] = value;
            }
        }

        return variables;
    }

    /// <summary>Paths that every container has for itself, and that are the host's here.</summary>
    private IEnumerable<KeyValuePair<string, string>> ImplicitMounts()
    {
        yield return KeyValuePair.Create(Container.TerminationMessagePath ?? "/dev/termination-log", Path.Combine(Folder, "termination-log"));
        if (Image.IsHostTools)
        {
            yield return KeyValuePair.Create("/tmp", Temporary);
        }
    }

    /// <summary>The folder asked for, the program's own (its settings lie there), or the container's.</summary>
    private string WorkingDirectory(MountMap map)
    {
        // As in a container, what an earlier run left outside its volumes is gone.
        foreach (var own in new[] { Home, Temporary })
        {
            if (Directory.Exists(own))
            {
                Directory.Delete(own, recursive: true);
            }

            Directory.CreateDirectory(own);
        }

        if (!string.IsNullOrEmpty(Container.WorkingDir))
        {
            var asked = map.Rewrite(Container.WorkingDir);
            return Directory.Exists(asked) ? asked : Directory.CreateDirectory(Path.Combine(Home, asked.TrimStart('/'))).FullName;
        }

        return Image.Entry.Command.LastOrDefault(Path.IsPathRooted) is { } program && Path.GetDirectoryName(program) is { } folder && Directory.Exists(folder) ? folder : Home;
    }

    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
