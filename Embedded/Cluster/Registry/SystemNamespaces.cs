using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>The namespaces that every cluster has.</summary>
internal static class SystemNamespaces
{
    private static readonly string[] Names = ["default", "kube-node-lease", "kube-public", "kube-system"];

    public static void Ensure(IObjectRegistry registry)
    {
        foreach (var name in Names.Where(name => registry.Find(KindTable.Namespace, ObjectKey.Cluster(name)) is null))
        {
            registry.Create(KindTable.Namespace, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, WriteOptions.Loop);
        }
    }
}
