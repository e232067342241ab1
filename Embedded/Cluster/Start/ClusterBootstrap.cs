using System.Net;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Network;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Start;

/// <summary>Makes the objects that this cluster has from its first moment: the workshop's namespaces, and the Service under which pods reach the API.</summary>
internal sealed class ClusterBootstrap(IObjectRegistry registry, LoopbackRange range, ApiReadiness readiness)
{
    private const string Name = "kubernetes";
    // Those of Kubernetes itself are the registry's business.
    private static readonly string[] Namespaces = ["workshop", "workshop-system"];
    private static readonly ObjectKey Key = new("default", Name);

    /// <summary>The first ClusterIP of the range, as in Kubernetes.</summary>
    public static IPAddress ApiServiceAddress(LoopbackRange range) => range.ServiceAddress(1);

    /// <param name="port">Where the API listens this time.</param>
    public void Run(int port)
    {
        foreach (var name in Namespaces.Where(name => registry.Find(KindTable.Namespace, ObjectKey.Cluster(name)) is null))
        {
            registry.Create(KindTable.Namespace, "", new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } }, WriteOptions.Loop);
        }

        PutService(port);
        Put(KindTable.Endpoints, Endpoints(port));
        Put(KindTable.EndpointSlice, Slice(port));
        readiness.Set();
    }

    private void PutService(int port)
    {
        // A ClusterIP cannot be changed, and the range may be another one than last time.
        var address = ApiServiceAddress(range).ToString();
        if (registry.Find(KindTable.Service, Key) is { } stored && (string?)stored.ToJson()["spec"]?["clusterIP"] != address)
        {
            registry.Delete(KindTable.Service, Key, DeletionOptions.Now);
        }

        Put(KindTable.Service, new JsonObject
        {
            ["metadata"] = Metadata(new JsonObject { ["component"] = "apiserver", ["provider"] = Name }),
            ["spec"] = new JsonObject
            {
                ["type"] = "ClusterIP",
                ["clusterIP"] = address,
                ["ports"] = new JsonArray(new JsonObject { ["name"] = "https", ["port"] = 443, ["protocol"] = "TCP", ["targetPort"] = port }),
            },
        });
    }

    private static JsonObject Endpoints(int port) => new()
    {
        ["metadata"] = Metadata(new JsonObject { ["endpointslice.kubernetes.io/skip-mirror"] = "true" }),
        ["subsets"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(new JsonObject { ["ip"] = IPAddress.Loopback.ToString() }),
            ["ports"] = new JsonArray(Port(port)),
        }),
    };

    private static JsonObject Slice(int port) => new()
    {
        ["metadata"] = Metadata(new JsonObject { ["kubernetes.io/service-name"] = Name }),
        ["addressType"] = "IPv4",
        ["endpoints"] = new JsonArray(new JsonObject
        {
            ["addresses"] = new JsonArray(IPAddress.Loopback.ToString()),
            ["conditions"] = new JsonObject { ["ready"] = true },
        }),
        ["ports"] = new JsonArray(Port(port)),
    };

    private static JsonObject Port(int port) => new() { ["name"] = "https", ["port"] = port, ["protocol"] = "TCP" };

    private static JsonObject Metadata(JsonObject labels) => new() { ["name"] = Name, ["namespace"] = "default", ["labels"] = labels };

    private void Put(ResourceKind kind, JsonObject wanted)
    {
        if (registry.Find(kind, Key) is null)
        {
            registry.Create(kind, Key.Namespace, wanted, WriteOptions.Loop);
        }
        else
        {
            // A merge changes nothing where all is as wanted.
            registry.Patch(kind, Key, new ObjectPatch(PatchType.Merge, wanted), WriteOptions.Loop);
        }
    }
}
