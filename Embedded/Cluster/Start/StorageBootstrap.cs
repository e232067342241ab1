using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>Makes the StorageClass <c>standard</c>, where there is no class at all.</summary>
internal sealed class StorageBootstrap(IObjectRegistry registry)
{
    public void Run()
    {
        if (registry.List(KindTable.StorageClass, null).Items.Count > 0)
        {
            return;
        }

        registry.Create(KindTable.StorageClass, "", new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["name"] = ClaimReconciler.StandardClass,
                ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = "true" },
            },
            ["provisioner"] = ClaimReconciler.Provisioner,
        }, WriteOptions.Loop);
    }
}
