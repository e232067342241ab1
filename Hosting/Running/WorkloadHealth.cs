#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Running;

/// <summary>
/// A workload's health is what the cluster's probes say, as last seen: no second asker. What the AppHost checks beside them
/// (<c>WithHttpHealthCheck</c>, Redis' own check) stays.
/// </summary>
internal static class WorkloadHealth
{
    public static string KeyOf(Workload workload) => $"{workload.Name}_pods";

    public static void Attach(Workload workload, Func<string, HealthCheckResult> health, IServiceProvider services)
    {
        var annotations = workload.Resource.Annotations;
        var ofProbes = annotations.OfType<EndpointProbeAnnotation>().Select(probe => $"{workload.Name}_{probe.EndpointReference.EndpointName}_{probe.Path}_200_check").ToHashSet();
        foreach (var check in annotations.OfType<HealthCheckAnnotation>().Where(check => ofProbes.Contains(check.Key)).ToList())
        {
            annotations.Remove(check);
        }

        services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations
            .Add(new HealthCheckRegistration(KeyOf(workload), _ => new Check(() => health(workload.Name)), failureStatus: null, tags: null));
        annotations.Add(new HealthCheckAnnotation(KeyOf(workload)));
    }

    private sealed class Check(Func<HealthCheckResult> health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(health());
    }
}
