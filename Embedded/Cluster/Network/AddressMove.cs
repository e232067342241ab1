using System.Net;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Network;

/// <summary>
/// When another range was leased than last time (a second cluster was quicker), Services still have addresses of the old one. A ClusterIP cannot be
/// changed, so they are made anew, before anybody reads them; names, selectors and node ports stay.
/// </summary>
internal sealed class AddressMove(IObjectRegistry registry, LoopbackRange range)
{
    private static readonly string[] GivenByTheStore = ["uid", "resourceVersion", "creationTimestamp", "generation", "managedFields"];

    public void Run()
    {
        foreach (var service in registry.List(KindTable.Service, null).Items)
        {
            var body = service.ToJson();
            if (body["spec"] is JsonObject spec && IPAddress.TryParse((string?)spec["clusterIP"], out var address) && !range.Contains(address))
            {
                registry.Delete(KindTable.Service, service.Key, DeletionOptions.Now);
                registry.Create(KindTable.Service, service.Key.Namespace, Anew(body, spec), WriteOptions.Loop);
            }
        }
    }

    private static JsonObject Anew(JsonObject body, JsonObject spec)
    {
        foreach (var field in GivenByTheStore)
        {
            body["metadata"]!.AsObject().Remove(field);
        }

        body.Remove("status");
        spec.Remove("clusterIP");
        spec.Remove("clusterIPs");
        return body;
    }
}
