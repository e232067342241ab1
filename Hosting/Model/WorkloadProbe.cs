#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A probe over HTTP. Null times: Kubernetes' defaults.</summary>
internal sealed record WorkloadProbe(
    ProbeType Type,
    string EndpointName,
    string Path,
    int? InitialDelaySeconds = null,
    int? PeriodSeconds = null,
    int? TimeoutSeconds = null,
    int? FailureThreshold = null,
    int? SuccessThreshold = null);
