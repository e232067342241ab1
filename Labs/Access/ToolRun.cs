using System.Diagnostics;

namespace Workshop.Labs.Access;

/// <summary>Runs a program of the machine's to its end.</summary>
internal static class ToolRun
{
    /// <summary>Looks along the PATH.</summary>
    /// <returns>Null where the machine has none.</returns>
    public static string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd", name] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }

    /// <param name="kubeconfig">For kubectl; null for the caller's own.</param>
    public static async Task<ToolResult> RunAsync(string program, IEnumerable<string> arguments, string? kubeconfig, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (kubeconfig is not null)
        {
            start.Environment["KUBECONFIG"] = kubeconfig;
        }

        using var process = Process.Start(start) ?? throw new LabException($"'{program}' did not start.");
        process.StandardInput.Close();
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
            await process.WaitForExitAsync(ct);
            return new ToolResult(process.ExitCode, (await output).TrimEnd(), (await error).TrimEnd());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}

/// <summary>What a program wrote and how it ended.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <exception cref="LabException">It failed; the message is what it said.</exception>
    public string Succeeded() => ExitCode == 0 ? Output : throw new LabException(Error.Length > 0 ? Error : Output);
}
