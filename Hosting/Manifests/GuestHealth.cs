using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workshop.Hosting.Manifests;

/// <summary>How a manifest or an endpoint does, as last seen.</summary>
internal sealed record GuestHealth(bool IsReady, bool HasTrouble, string Detail)
{
    public static GuestHealth NotStarted { get; } = new(false, false, "not there yet");

    /// <summary>Aspire's check of it asks nobody anew.</summary>
    public sealed class Check(Func<GuestHealth> health) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var now = health();
            return Task.FromResult(now.IsReady ? HealthCheckResult.Healthy(now.Detail) : HealthCheckResult.Unhealthy(now.Detail));
        }
    }
}
