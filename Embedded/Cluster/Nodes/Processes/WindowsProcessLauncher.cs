using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;

namespace Workshop.Cluster.Nodes.Processes;

/// <summary>Starts programs on Windows, each in a job object of its own that ends all of them when this process ends, however it ends.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsProcessLauncher : IProcessLauncher
{
    public ILaunchedProcess Start(ProcessSpec spec)
    {
        if (spec.Input == ProcessInput.Terminal)
        {
            throw new ProcessStartException($"exec: \"{spec.Arguments[0]}\": terminals (-t, tty: true) are not supported yet on Windows; leave out the terminal");
        }

        var start = new ProcessStartInfo(spec.Program)
        {
            WorkingDirectory = spec.WorkingDirectory,
            UseShellExecute = false,
            CreateNoWindow = false,
            CreateNewProcessGroup = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in spec.Arguments.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment.Clear();
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var job = new JobObject();
        try
        {
            var process = Process.Start(start) ?? throw new ProcessStartException($"exec: \"{spec.Arguments[0]}\": not started");
            job.Add(process);
            if (spec.Input == ProcessInput.None)
            {
                process.StandardInput.Close();
            }

            return new WindowsProcess(process, job, spec.Input == ProcessInput.Pipe ? process.StandardInput.BaseStream : null);
        }
        catch (Win32Exception e)
        {
            job.Dispose();
            throw new ProcessStartException($"exec: \"{spec.Arguments[0]}\": {e.Message}");
        }
    }
}
