#nullable enable
#pragma warning disable ASPIREPROBES001

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

[Experimental("ASPIREPROBES001")]
public abstract class ProbeAnnotation : IResourceAnnotation
{
    protected ProbeAnnotation()
    {
    }

    public required ProbeType Type { get; init; }
    public int InitialDelaySeconds { get; init; }
    public int PeriodSeconds { get; init; }
    public int TimeoutSeconds { get; set; }
    public int FailureThreshold { get; init; }
    public int SuccessThreshold { get; init; }
}
