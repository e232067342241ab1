#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Probes as the model states them; a workload without any is asked whether its first port takes connections.</summary>
internal static class ProbeTranslation
{
    public static V1Probe? Of(Workload workload, ProbeType type)
    {
        if (workload.Probes.Count == 0)
        {
            return workload.Endpoints.Count == 0 ? null : Connects(workload.Endpoints[0], type);
        }

        return workload.Probes.FirstOrDefault(probe => probe.Type == type) is { } stated ? Asks(stated, workload.FindEndpoint(stated.EndpointName)!) : null;
    }

    private static V1Probe Asks(WorkloadProbe probe, WorkloadEndpoint endpoint) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = probe.Path, Port = probe.EndpointName, Scheme = endpoint.Scheme.ToUpperInvariant() },
        InitialDelaySeconds = probe.InitialDelaySeconds,
        PeriodSeconds = probe.PeriodSeconds,
        TimeoutSeconds = probe.TimeoutSeconds,
        FailureThreshold = probe.FailureThreshold,
        SuccessThreshold = probe.SuccessThreshold,
    };

    private static V1Probe Connects(WorkloadEndpoint endpoint, ProbeType type) => new()
    {
        TcpSocket = new V1TCPSocketAction { Port = endpoint.Name },
        PeriodSeconds = type == ProbeType.Liveness ? 10 : 1,
        FailureThreshold = type == ProbeType.Startup ? 60 : 3,
    };
}
