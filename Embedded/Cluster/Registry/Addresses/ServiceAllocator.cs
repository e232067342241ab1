using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.Addresses;

/// <summary>
/// Gives Services their ClusterIPs and node ports. What is taken is read from the stored Services themselves, so nothing can leak;
/// whoever calls holds <see cref="Enter"/>'s scope until the Service is stored.
/// </summary>
internal sealed class ServiceAllocator(ObjectStore store, IServiceAddresses addresses)
{
    public const int FirstNodePort = 30_000;
    public const int LastNodePort = 32_767;

    // Kubernetes leaves the first ports of the range to those who ask for one by number.
    private const int FirstFreeNodePort = 30_086;

    private readonly Lock _gate = new();

    public Lock.Scope Enter() => _gate.EnterScope();

    /// <param name="old">Null for a new Service.</param>
    public void Allocate(ObjectKey key, JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        var others = store.List(KindTable.Service, ns: null).Items.Where(item => item.Key != key).Select(item => item.ToJson().Obj("spec")).OfType<JsonObject>().ToList();
        if (ServiceFields.HasClusterIP(spec))
        {
            ClusterIP(spec, old.Obj("spec"), others.SelectMany(other => other.Strings("clusterIPs")).ToHashSet(), errors);
        }

        var ports = others.SelectMany(NodePortsOf).ToHashSet();
        if (ServiceFields.HasNodePorts(spec))
        {
            NodePorts(spec, old.Obj("spec"), ports, errors);
        }

        ports.UnionWith(spec.Items("ports").Select(port => port.Int("nodePort") ?? 0));
        HealthCheckPorts.Allocate(spec, old.Obj("spec"), ports, () => FreeNodePort(ports), errors);
    }

    private static IEnumerable<long> NodePortsOf(JsonObject spec) => spec.Items("ports").Select(port => port.Int("nodePort") ?? 0).Append(spec.Int("healthCheckNodePort") ?? 0);

    private void ClusterIP(JsonObject spec, JsonObject? old, HashSet<string> taken, FieldErrors errors)
    {
        var address = spec.Str("clusterIP") is { Length: > 0 } given ? given : spec.Strings("clusterIPs").FirstOrDefault();
        if (string.IsNullOrEmpty(address))
        {
            address = addresses.Next(taken);
            if (address is null)
            {
                errors.Invalid("spec.clusterIPs", new GoExpression("[]string(nil)"), "failed to allocate a serviceIP: range is full");
                return;
            }
        }
        else if (address != "None" && !old.Strings("clusterIPs").Contains(address))
        {
            Check(address, taken, errors);
        }

        spec["clusterIP"] = address;
        spec["clusterIPs"] = new JsonArray(address);
    }

    private void Check(string address, HashSet<string> taken, FieldErrors errors)
    {
        var quoted = new GoExpression(GoText.StringList([address]));
        if (!addresses.IsValid(address))
        {
            errors.Invalid(
                "spec.clusterIPs", quoted, $"failed to allocate IP {address}: the provided IP ({address}) is not in the valid range. The range of valid IPs is {addresses.Cidr}");
        }
        else if (taken.Contains(address))
        {
            errors.Invalid("spec.clusterIPs", quoted, $"failed to allocate IP {address}: provided IP is already allocated");
        }
    }

    private static void NodePorts(JsonObject spec, JsonObject? old, HashSet<long> taken, FieldErrors errors)
    {
        var own = old.Items("ports").Select(port => port.Int("nodePort") ?? 0).ToHashSet();
        var i = 0;
        foreach (var port in spec.Items("ports"))
        {
            var (field, wanted) = ($"spec.ports[{i++}].nodePort", port.Int("nodePort") ?? 0);
            if (wanted == 0)
            {
                continue;
            }

            if (wanted is < FirstNodePort or > LastNodePort)
            {
                errors.Invalid(field, wanted, $"provided port is not in the valid range. The range of valid ports is {FirstNodePort}-{LastNodePort}");
            }
            else if (taken.Contains(wanted) && !own.Contains(wanted))
            {
                errors.Invalid(field, wanted, "provided port is already allocated");
            }
        }

        if (spec.Str("type") == "LoadBalancer" && spec.Flag("allocateLoadBalancerNodePorts") is false)
        {
            return;
        }

        taken.UnionWith(spec.Items("ports").Select(port => port.Int("nodePort") ?? 0));
        foreach (var port in spec.Items("ports").Where(port => port.Int("nodePort") is null or 0))
        {
            port["nodePort"] = FreeNodePort(taken);
        }
    }

    private static long FreeNodePort(HashSet<long> taken)
    {
        long port;
        do
        {
            port = RandomNumberGenerator.GetInt32(FirstFreeNodePort, LastNodePort + 1);
        }
        while (!taken.Add(port));
        return port;
    }
}
