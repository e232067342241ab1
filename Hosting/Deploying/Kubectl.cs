using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting;

namespace Workshop.Hosting.Deploying;

/// <summary>kubectl as a program of this machine, with the context that was chosen.</summary>
/// <param name="context">Null: the current one.</param>
internal sealed class Kubectl(string? context, TextWriter output) : IKubectl
{
    public async Task<KubectlAnswer> AskAsync(IReadOnlyList<string> arguments, string? input, CancellationToken ct)
    {
        using var process = Start(arguments, hasInput: input is not null);
        var outputText = process.StandardOutput.ReadToEndAsync(ct);
        var errorText = process.StandardError.ReadToEndAsync(ct);
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), ct);
            process.StandardInput.Close();
        }

        await WaitAsync(process, ct);
        return new(process.ExitCode, await outputText, await errorText);
    }

    public async Task<int> ShowAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var process = Start(arguments, hasInput: false);
        await Task.WhenAll(CopyAsync(process.StandardOutput, ct), CopyAsync(process.StandardError, ct));
        await WaitAsync(process, ct);
        return process.ExitCode;
    }

    private async Task CopyAsync(StreamReader lines, CancellationToken ct)
    {
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            await output.WriteLineAsync($"  {line}".AsMemory(), ct);
        }
    }

    private Process Start(IReadOnlyList<string> arguments, bool hasInput)
    {
        var start = new ProcessStartInfo("kubectl", [.. context is null ? [] : new[] { "--context", context }, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = hasInput,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"kubectl cannot be started: {e.Message} Install it (https://kubernetes.io/docs/tasks/tools) and see that it is on the PATH.", e);
        }
    }

    // Who gives up waiting does not leave it running.
    private static async Task WaitAsync(Process process, CancellationToken ct)
    {
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
