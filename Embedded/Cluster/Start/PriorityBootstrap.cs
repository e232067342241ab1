using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Rules.Policy;

namespace Workshop.Cluster.Start;

/// <summary>Makes the priority classes that every Kubernetes has.</summary>
internal sealed class PriorityBootstrap(IObjectRegistry registry)
{
    public void Run()
    {
        foreach (var (name, value) in PriorityClassRules.System.Where(pair => registry.Find(KindTable.PriorityClass, ObjectKey.Cluster(pair.Key)) is null))
        {
            registry.Create(KindTable.PriorityClass, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["value"] = value }, WriteOptions.Loop);
        }
    }
}
