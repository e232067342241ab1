using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What becomes of a Service's allocated fields when it is updated.</summary>
internal static class ServiceFields
{
    public static bool HasClusterIP(JsonObject spec) => spec.Str("type") is "ClusterIP" or "NodePort" or "LoadBalancer";

    /// <summary>Whether clients outside of the cluster reach it.</summary>
    public static bool IsReachedFromOutside(JsonObject spec) => HasNodePorts(spec) || (spec.Str("type") == "ClusterIP" && spec.Strings("externalIPs").Any());

    public static bool HasNodePorts(JsonObject spec) => spec.Str("type") is "NodePort" or "LoadBalancer";

    /// <summary><c>clusterIP</c> and <c>clusterIPs</c> say the same: who leaves them out keeps them, who sets one sets both.</summary>
    public static void FollowClusterIP(JsonObject spec, JsonObject before)
    {
        if (!HasClusterIP(spec) || !HasClusterIP(before))
        {
            return;
        }

        var (address, kept) = (spec.Str("clusterIP"), before.Str("clusterIP"));
        if (string.IsNullOrEmpty(address))
        {
            spec.Put("clusterIP", kept);
            if (spec.Arr("clusterIPs") is not { Count: > 0 })
            {
                spec.Put("clusterIPs", before["clusterIPs"]);
            }
        }
        else if (!string.IsNullOrEmpty(address) && address != kept && JsonNode.DeepEquals(spec["clusterIPs"], before["clusterIPs"]))
        {
            spec["clusterIPs"] = new JsonArray(address);
        }
    }

    /// <summary>A port that is named again without its node port keeps it.</summary>
    public static void KeepNodePorts(JsonObject spec, JsonObject before)
    {
        if (!HasNodePorts(spec) || !HasNodePorts(before))
        {
            return;
        }

        var used = spec.Items("ports").Select(port => port.Int("nodePort")).ToHashSet();
        foreach (var port in spec.Items("ports").Where(port => port.Int("nodePort") is null or 0))
        {
            var same = before.Items("ports").FirstOrDefault(old => old.Int("port") == port.Int("port") && old.Str("protocol") == (port.Str("protocol") ?? "TCP"));
            if (same.Int("nodePort") is { } kept && used.Add(kept))
            {
                port["nodePort"] = kept;
            }
        }
    }

    /// <summary>Fields of the former type that the user did not touch.</summary>
    public static void DropOthers(JsonObject spec, JsonObject before)
    {
        if (HasClusterIP(before) && !HasClusterIP(spec))
        {
            DropUnchanged(spec, before, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy");
        }

        if (HasNodePorts(before) && !HasNodePorts(spec))
        {
            foreach (var port in spec.Items("ports").Where(port => before.Items("ports").Any(old => old.Int("nodePort") == port.Int("nodePort"))))
            {
                port.Remove("nodePort");
            }

            DropUnchanged(spec, before, "externalTrafficPolicy");
        }

        if (before.Str("type") == "LoadBalancer" && spec.Str("type") != "LoadBalancer")
        {
            DropUnchanged(spec, before, "allocateLoadBalancerNodePorts", "loadBalancerClass");
        }

        if (before.Str("type") == "ExternalName" && spec.Str("type") != "ExternalName")
        {
            DropUnchanged(spec, before, "externalName");
        }
    }

    private static void DropUnchanged(JsonObject spec, JsonObject before, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (JsonNode.DeepEquals(spec[field], before[field]))
            {
                spec.Remove(field);
            }
        }
    }
}
