#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using System.Text;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Publishing;

/// <summary>Lines of text as a step's reports.</summary>
internal sealed class StepOutput(IReportingStep step) : TextWriter
{
    private readonly StringBuilder _line = new();
    private readonly Lock _lock = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_lock)
        {
            if (value == '\n')
            {
                step.Log(LogLevel.Information, _line.ToString().TrimEnd('\r'));
                _line.Clear();
            }
            else
            {
                _line.Append(value);
            }
        }
    }

    public override async Task WriteLineAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        step.Log(LogLevel.Information, buffer.ToString());
    }
}
