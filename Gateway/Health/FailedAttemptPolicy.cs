using System.Runtime.CompilerServices;
using Workshop.Gateway.Forwarding;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Workshop.Gateway.Health;

/// <summary>Passive health as nginx has it: a destination that failed once is left alone for some seconds, unless there is no other.</summary>
internal sealed class FailedAttemptPolicy(IDestinationHealthUpdater health, TimeProvider time) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "FailedAttempt";
    private static readonly TimeSpan DefaultReactivationPeriod = TimeSpan.FromSeconds(5);

    private readonly ConditionalWeakTable<DestinationState, StrongBox<long>> _answeredAt = [];

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (IsItsFault(context, destination))
        {
            var period = cluster.Model.Config.HealthCheck?.Passive?.ReactivationPeriod ?? DefaultReactivationPeriod;
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, period);
        }
    }

    private bool IsItsFault(HttpContext context, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is not { } failed)
        {
            Volatile.Write(ref _answeredAt.GetOrCreateValue(destination).Value, time.GetTimestamp());
            return false;
        }

        return FailurePlan.For(failed.Error, failed.Exception) switch
        {
            AttemptFailure.NoConnection or AttemptFailure.BrokenOff => true,

            // One that answered others meanwhile does not hang; it was this request that takes long.
            AttemptFailure.TooSlow => !HasAnsweredSince(destination, context.Features.Get<Attempts>()?.BegunAt ?? 0),
            _ => false,
        };
    }

    private bool HasAnsweredSince(DestinationState destination, long begunAt) =>
        _answeredAt.TryGetValue(destination, out var answeredAt) && Volatile.Read(ref answeredAt.Value) >= begunAt;
}
