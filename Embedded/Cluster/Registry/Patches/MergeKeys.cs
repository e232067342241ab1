namespace Workshop.Cluster.Registry.Patches;

/// <summary>How a strategic merge patch treats lists: which field tells elements apart. A list that is not here is replaced whole.</summary>
internal static class MergeKeys
{
    // Lists of plain values that are merged as sets.
    private static readonly HashSet<(string Type, string Field)> Sets = [("ObjectMeta", "finalizers"), ("NodeSpec", "podCIDRs")];

    private static readonly Dictionary<(string Type, string Field), string> Keys = new()
    {
        [("ObjectMeta", "ownerReferences")] = "uid",
        [("PodSpec", "containers")] = "name",
        [("PodSpec", "initContainers")] = "name",
        [("PodSpec", "ephemeralContainers")] = "name",
        [("PodSpec", "volumes")] = "name",
        [("PodSpec", "imagePullSecrets")] = "name",
        [("PodSpec", "hostAliases")] = "ip",
        [("PodSpec", "topologySpreadConstraints")] = "topologyKey",
        [("PodSpec", "resourceClaims")] = "name",
        [("PodSpec", "schedulingGates")] = "name",
        [("Container", "env")] = "name",
        [("Container", "ports")] = "containerPort",
        [("Container", "volumeMounts")] = "mountPath",
        [("Container", "volumeDevices")] = "devicePath",
        [("PodStatus", "conditions")] = "type",
        [("PodStatus", "podIPs")] = "ip",
        [("ServiceSpec", "ports")] = "port",
        [("ServiceStatus", "conditions")] = "type",
        [("ServiceAccount", "secrets")] = "name",
        [("ServiceAccount", "imagePullSecrets")] = "name",
        [("NodeStatus", "conditions")] = "type",
        [("NodeStatus", "addresses")] = "type",
        [("NamespaceStatus", "conditions")] = "type",
        [("DeploymentStatus", "conditions")] = "type",
        [("ReplicaSetStatus", "conditions")] = "type",
    };

    public static bool IsSet(string type, string field) => Sets.Contains((type, field));

    /// <returns>Null: the list is replaced whole.</returns>
    public static string? KeyOf(string type, string field) => Keys.GetValueOrDefault((type, field));
}
