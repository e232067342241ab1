using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What the rules of a container need to know of its pod.</summary>
/// <param name="Volumes">Those that are right, by name.</param>
/// <param name="GracePeriod">In seconds.</param>
/// <param name="HostUsers">Whether the pod has the users of its node, as it has unless it says otherwise.</param>
internal sealed record PodContext(IReadOnlyDictionary<string, JsonObject> Volumes, string RestartPolicy, long GracePeriod, bool HostUsers)
{
    public static PodContext Of(JsonObject spec, IReadOnlyDictionary<string, JsonObject> volumes) =>
        new(volumes, spec.Str("restartPolicy") ?? "Always", spec.Int("terminationGracePeriodSeconds") ?? 0, spec.Flag("hostUsers") is not false);
}
