using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>Names what lights up together: an element of the drawing that is looked at has a key, and those that belong to it list that key.</summary>
internal static class LightKeys
{
    public static string Namespace(string name) => $"ns:{name}";

    public static string Node(string name) => $"node:{name}";

    public static string Service(ObjectName name) => $"svc:{name}";

    public static string Deployment(ObjectName name) => $"dep:{name}";

    public static string Set(ObjectName name) => $"rs:{name}";

    public static string Pod(PodState pod) => $"pod:{pod.Uid}";

    /// <summary>A label of a namespace's objects; what bears it and what selects by it light up.</summary>
    public static string Label(string ns, string key, string value) => $"label:{ns}/{key}={value}";

    /// <returns>The object that a key names, as the snapshot has it; null when it is gone.</returns>
    public static WatchedObject? Find(string key, ClusterSnapshot snapshot)
    {
        var colon = key.IndexOf(':');
        var (kind, rest) = colon < 0 ? ("", key) : (key[..colon], key[(colon + 1)..]);
        return kind switch
        {
            "pod" => snapshot.Pods.Values.FirstOrDefault(pod => pod.Uid == rest),
            "node" => snapshot.Nodes.GetValueOrDefault(new ObjectName("", rest)),
            "svc" => snapshot.Services.GetValueOrDefault(NameOf(rest)),
            "dep" => snapshot.Deployments.GetValueOrDefault(NameOf(rest)),
            _ => null,
        };
    }

    private static ObjectName NameOf(string text) => text.IndexOf('/') is > 0 and var slash ? new ObjectName(text[..slash], text[(slash + 1)..]) : new ObjectName("", text);
}
