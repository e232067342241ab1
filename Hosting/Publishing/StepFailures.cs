#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;

namespace Workshop.Hosting.Publishing;

/// <summary>Which steps of the pipeline failed, in lines that name whose they are.</summary>
internal sealed class StepFailures
{
    private readonly ConcurrentQueue<(string Step, string Message)> _failures = new();
    private IReadOnlyDictionary<string, IResource?> _owners = new Dictionary<string, IResource?>();

    /// <summary>What ended the pipeline, where no step did; null otherwise.</summary>
    public string? End { get; set; }

    public IReadOnlyList<string> Lines
    {
        get
        {
            var lines = _failures.Select(failure => Line(failure.Step, failure.Message)).Distinct().ToList();
            return lines.Count > 0 || End is null ? lines : [End];
        }
    }

    /// <summary>Tells which resource each step belongs to.</summary>
    public void Know(IEnumerable<PipelineStep> steps) => _owners = steps.DistinctBy(step => step.Name).ToDictionary(step => step.Name, step => step.Resource);

    public void Add(string step, string message) => _failures.Enqueue((step, message));

    /// <summary>A message of one of our steps with the name of its resource in front, where it does not say whom it means.</summary>
    public static string Named(IResource owner, string message) =>
        message.StartsWith("Resource '", StringComparison.Ordinal) || message.StartsWith("Parameter '", StringComparison.Ordinal) || message.Contains('\n', StringComparison.Ordinal)
            ? message
            : $"Resource '{owner.Name}': {message}";

    private string Line(string step, string text)
    {
        // Aspire puts this in front of what a step threw.
        var prefix = $"Step '{step}' failed: ";
        var message = text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
        var owner = _owners.GetValueOrDefault(step);
        if (owner is KustomizeEnvironmentResource)
        {
            return Named(owner, message);
        }

        var told = message.ReplaceLineEndings(" ");
        return owner is null ? $"{prefix}{told}" : $"Resource '{owner.Name}': step '{step}' failed: {told}";
    }
}
