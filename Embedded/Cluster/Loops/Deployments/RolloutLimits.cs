using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Deployments;

/// <summary>How many pods a Deployment may have, and must have available, while it rolls.</summary>
internal readonly record struct RolloutLimits(int Desired, int MaxSurge, int MaxUnavailable)
{
    public int MaxTotal => Desired + MaxSurge;

    public int MinAvailable => Desired - MaxUnavailable;

    public static RolloutLimits Of(V1Deployment deployment)
    {
        var desired = deployment.Spec.Replicas ?? 1;
        if (deployment.Spec.Strategy?.Type == "Recreate")
        {
            return new RolloutLimits(desired, 0, 0);
        }

        var rolling = deployment.Spec.Strategy?.RollingUpdate;
        return Of(desired, rolling?.MaxSurge?.Value ?? "25%", rolling?.MaxUnavailable?.Value ?? "25%");
    }

    /// <param name="maxSurge">A number such as <c>1</c>, or a share such as <c>25%</c>, rounded up.</param>
    /// <param name="maxUnavailable">A number, or a share, rounded down.</param>
    public static RolloutLimits Of(int desired, string maxSurge, string maxUnavailable)
    {
        var surge = Resolve(maxSurge, desired, Math.Ceiling);
        var unavailable = Resolve(maxUnavailable, desired, Math.Floor);
        if (surge == 0 && unavailable == 0)
        {
            // Both may round to 0 (validation forbids it only for plain numbers); without a pod to spare nothing would ever move.
            unavailable = 1;
        }

        return new RolloutLimits(desired, surge, Math.Min(unavailable, desired));
    }

    /// <param name="value">A number such as <c>1</c>, or a share such as <c>25%</c>.</param>
    public static int Resolve(string value, int desired, Func<double, double> round) =>
        value.EndsWith('%')
            ? (int)round(int.Parse(value.AsSpan(0, value.Length - 1), CultureInfo.InvariantCulture) * desired / 100.0)
            : int.Parse(value, CultureInfo.InvariantCulture);
}
