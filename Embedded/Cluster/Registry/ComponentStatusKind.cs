using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry;

/// <summary>
/// ComponentStatus, which <c>kubectl get cs</c> still asks for: the parts of a control plane. Here they are one process, so that whoever gets an answer gets it from healthy ones.
/// </summary>
internal sealed class ComponentStatusKind : IComputedKind
{
    private static readonly string[] Components = ["controller-manager", "etcd-0", "scheduler"];

    public ResourceKind Kind => KindTable.ComponentStatus;

    public IReadOnlyList<StoredObject> List(IObjectRegistry stored, string? ns) => [.. Components.Select(Healthy)];

    public StoredObject Get(IObjectRegistry stored, ObjectKey key) => Components.Contains(key.Name)
        ? Healthy(key.Name)
        : throw new StatusException(404, "NotFound", $"componentstatuses \"{key.Name}\" not found");

    private static StoredObject Healthy(string name)
    {
        var body = new JsonObject
        {
            ["kind"] = KindTable.ComponentStatus.Kind,
            ["apiVersion"] = KindTable.ComponentStatus.ApiVersion,
            ["metadata"] = new JsonObject { ["name"] = name, ["creationTimestamp"] = null },
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Healthy", ["status"] = "True", ["message"] = "ok" }),
        };
        return new StoredObject(KindTable.ComponentStatus, new ObjectKey("", name), "", 0, Encoding.UTF8.GetBytes(body.ToJsonString()));
    }
}
