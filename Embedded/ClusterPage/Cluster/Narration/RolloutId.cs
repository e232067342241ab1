using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Narration;

/// <summary>A rollout of a Deployment. The embedded cluster makes a trace of each (decision 25), whose id follows from uid and revision.</summary>
public sealed record RolloutId(string Uid, int Revision)
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    /// <value>The first 16 bytes of SHA-256 of <c>rollout/UID/REVISION</c>, in hexadecimal.</value>
    public string TraceId { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"rollout/{Uid}/{Revision}"))).AsSpan(0, 16));

    /// <returns>The newest rollout that the Deployment's loop knows; null before its first.</returns>
    public static RolloutId? Of(DeploymentState deployment) => RevisionOf(deployment) is { } revision ? new RolloutId(deployment.Uid, revision) : null;

    /// <summary>The rollout that a change of the template begins: its loop may not have numbered it yet.</summary>
    public static RolloutId? Begun(DeploymentState before, DeploymentState after) => (RevisionOf(before), RevisionOf(after)) switch
    {
        (null, null) => null,
        ({ } old, { } now) when now > old => new RolloutId(after.Uid, now),
        ({ } old, _) => new RolloutId(after.Uid, old + 1),
        (null, { } now) => new RolloutId(after.Uid, now),
    };

    private static int? RevisionOf(DeploymentState deployment) =>
        int.TryParse(deployment.Annotations.GetValueOrDefault(RevisionAnnotation), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
