using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Workshop.Cluster.Telemetry.Rollouts;

/// <summary>
/// The trace of a rollout has an id that follows from the Deployment and its revision: whoever sees the Deployment knows its trace, a restart goes on with it, and no object needs a note of it.
/// </summary>
internal static class RolloutTraceId
{
    /// <returns>The first 16 bytes of SHA-256 of <c>rollout/UID/REVISION</c>.</returns>
    public static ActivityTraceId Of(string uid, long revision)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"rollout/{uid}/{revision}")));
        return ActivityTraceId.CreateFromBytes(hash.AsSpan(0, 16));
    }
}
