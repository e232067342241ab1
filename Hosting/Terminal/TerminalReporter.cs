#pragma warning disable ASPIREPIPELINES001 // The pipeline's reports are experimental in Aspire.

using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Publishing;

namespace Workshop.Hosting.Terminal;

/// <summary>The pipeline's reports as short lines, where Aspire's command line is not there to draw them.</summary>
internal sealed class TerminalReporter(TextWriter output, StepFailures failures) : IPipelineActivityReporter
{
    // The whole of it, as Aspire reports it: how that ends is told once more, with its reason.
    private const string Whole = "pipeline-execution";

    private readonly TextWriter _output = TextWriter.Synchronized(output);

    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) => Task.FromResult<IReportingStep>(new Step(title, _output, failures));

    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        foreach (var item in options?.PipelineSummary ?? [])
        {
            _output.WriteLine($"{item.Key}: {item.Value}");
        }

        return End(options?.CompletionMessage, options?.CompletionState);
    }

    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default) => End(completionMessage, completionState);

    private Task End(string? message, CompletionState? state)
    {
        if (state == CompletionState.CompletedWithError)
        {
            failures.End = message?.ReplaceLineEndings(" ") ?? "The pipeline failed.";
        }

        return Task.CompletedTask;
    }

    private sealed class Step(string title, TextWriter output, StepFailures failures) : IReportingStep
    {
        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
        {
            output.WriteLine($"{statusText} …");
            return Task.FromResult<IReportingTask>(new Quiet());
        }

        public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => CreateTaskAsync(statusText.Value, cancellationToken);

        public void Log(LogLevel logLevel, string message, bool enableMarkdown) => Log(logLevel, message);

        public void Log(LogLevel logLevel, MarkdownString message) => Log(logLevel, message.Value);

        public void Log(LogLevel logLevel, string message)
        {
            if (logLevel >= LogLevel.Information)
            {
                output.WriteLine(message);
            }
        }

        public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        {
            if (completionState == CompletionState.CompletedWithError && completionText.Length > 0 && title != Whole)
            {
                failures.Add(title, completionText);
            }

            return Task.CompletedTask;
        }

        public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
            CompleteAsync(completionText.Value, completionState, cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    // A task that ends well has said what it does already; one that fails is told by its step.
    private sealed class Quiet : IReportingTask
    {
        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
