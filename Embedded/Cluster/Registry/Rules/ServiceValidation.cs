using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a Service, in the order in which it looks.</summary>
internal static class ServiceValidation
{
    private const string Headless = "None";
    private const string OnlyBalanced = "may only be used when `type` is 'LoadBalancer'";
    private const long LongestAffinitySeconds = 86_400;

    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static void Validate(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        var type = spec.Str("type") ?? "";

        // Kubernetes looks at the addresses before it gives any, and then at nothing else.
        ServiceAddressValidation.OfCluster(spec, type, errors);
        if (errors.Any)
        {
            return;
        }

        Unchanged(spec, old, errors);
        var ports = spec.Items("ports").ToList();
        if (ports.Count == 0 && spec.Str("clusterIP") != Headless && type != "ExternalName")
        {
            errors.Required("spec.ports");
        }

        OfType(spec, type, errors);
        Ports(ports, errors);
        MetadataValidation.Labels(spec.Obj("selector"), "spec.selector", errors);
        Affinity(spec, errors);
        ServiceAddressValidation.External(spec, errors);
        if (!Types.Contains(type))
        {
            errors.Unsupported("spec.type", type, Types);
        }

        NodePorts(ports, type, errors);
        Duplicates(ports, errors);
        Balancer(spec, type, errors);
        Policies(spec, errors);
        if (spec.Str("trafficDistribution") is { } distribution and not "PreferClose")
        {
            errors.Unsupported("spec.trafficDistribution", distribution, "PreferClose");
        }
    }

    private static void Unchanged(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        if (old is null)
        {
            return;
        }

        if (ServiceFields.HasClusterIP(old) && ServiceFields.HasClusterIP(spec))
        {
            var (now, before) = (spec.Strings("clusterIPs").ToList(), old.Strings("clusterIPs").ToList());
            if (before.Count > 0 && now.FirstOrDefault() != before[0])
            {
                errors.Invalid("spec.clusterIPs[0]", new GoExpression(GoText.StringList(now)), "may not change once set");
            }
        }

        if (spec.Str("type") == "LoadBalancer" && old.Str("type") == "LoadBalancer" && spec.Str("loadBalancerClass") != old.Str("loadBalancerClass"))
        {
            errors.Invalid("spec.loadBalancerClass", spec.Str("loadBalancerClass"), "may not change once set");
        }
    }

    private static void OfType(JsonObject spec, string type, FieldErrors errors)
    {
        if (type is "NodePort" or "LoadBalancer" && spec.Str("clusterIP") == Headless)
        {
            errors.Invalid("spec.clusterIPs[0]", Headless, $"may not be set to 'None' for {type} services");
        }

        if (type != "ExternalName")
        {
            return;
        }

        if (spec.Strings("clusterIPs").Any() || spec.Str("clusterIP") is { Length: > 0 })
        {
            errors.Forbidden("spec.clusterIPs", "may not be set for ExternalName services");
        }

        foreach (var field in ((string[])["ipFamilies", "ipFamilyPolicy"]).Where(field => spec[field] is not (null or JsonArray { Count: 0 })))
        {
            errors.Forbidden($"spec.{field}", "may not be set for ExternalName services");
        }

        var given = spec.Str("externalName") ?? "";
        var name = given.EndsWith('.') ? given[..^1] : given;
        if (name.Length == 0)
        {
            errors.Required("spec.externalName");
        }
        else
        {
            errors.Invalid("spec.externalName", name, Syntax.DnsSubdomain(name));
        }
    }

    private static void Ports(List<JsonObject> ports, FieldErrors errors)
    {
        var names = new HashSet<string>();
        foreach (var (i, port) in ports.Index())
        {
            var field = $"spec.ports[{i}]";
            Name(port.Str("name") ?? "", $"{field}.name", ports.Count > 1, names, errors);
            errors.Invalid($"{field}.port", port.Int("port") ?? 0, Syntax.Port(port.Int("port") ?? 0));
            if (port.Str("protocol") is { } protocol && !Protocols.Contains(protocol))
            {
                errors.Unsupported($"{field}.protocol", protocol, Protocols);
            }

            if (port["targetPort"]?.GetValueKind() == JsonValueKind.String)
            {
                errors.Invalid($"{field}.targetPort", port.Str("targetPort"), Syntax.PortName(port.Str("targetPort")!));
            }
            else
            {
                errors.Invalid($"{field}.targetPort", port.Int("targetPort") ?? 0, Syntax.Port(port.Int("targetPort") ?? 0));
            }

            if (port.Str("appProtocol") is { } application)
            {
                errors.Invalid($"{field}.appProtocol", application, Syntax.QualifiedName(application));
            }
        }
    }

    private static void Name(string name, string field, bool isRequired, HashSet<string> names, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            if (isRequired)
            {
                errors.Required(field);
            }

            return;
        }

        errors.Invalid(field, name, Syntax.DnsLabel(name));
        if (!names.Add(name))
        {
            errors.Duplicate(field, name);
        }
    }

    private static void Affinity(JsonObject spec, FieldErrors errors)
    {
        if (spec.Str("sessionAffinity") is not ("None" or "ClientIP") and var affinity)
        {
            errors.Unsupported("spec.sessionAffinity", affinity ?? "", "ClientIP", "None");
        }

        if (spec.Obj("sessionAffinityConfig").Obj("clientIP").Int("timeoutSeconds") is (<= 0 or > LongestAffinitySeconds) and var seconds)
        {
            errors.Invalid("spec.sessionAffinityConfig.clientIP.timeoutSeconds", seconds, $"must be greater than 0 and less than {LongestAffinitySeconds}");
        }
    }

    private static void NodePorts(List<JsonObject> ports, string type, FieldErrors errors)
    {
        var numbered = ports.Index().Where(pair => pair.Item.Int("nodePort") is not (null or 0)).ToList();
        foreach (var (i, _) in numbered.Where(_ => type == "ClusterIP"))
        {
            errors.Forbidden($"spec.ports[{i}].nodePort", "may not be used when `type` is 'ClusterIP'");
        }

        var taken = new HashSet<(string?, long?)>();
        foreach (var (i, port) in numbered.Where(pair => !taken.Add((pair.Item.Str("protocol"), pair.Item.Int("nodePort")))))
        {
            errors.Duplicate($"spec.ports[{i}].nodePort", port.Int("nodePort")!);
        }
    }

    private static void Duplicates(List<JsonObject> ports, FieldErrors errors)
    {
        var taken = new HashSet<(string?, long?)>();
        foreach (var (i, port) in ports.Index().Where(pair => !taken.Add((pair.Item.Str("protocol"), pair.Item.Int("port")))))
        {
            errors.Duplicate(
                $"spec.ports[{i}]",
                new GoExpression(
                    $"core.ServicePort{{Name:\"\", Protocol:{GoText.Quote(port.Str("protocol") ?? "")}, AppProtocol:(*string)(nil), Port:{port.Int("port") ?? 0}, " +
                    "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}"));
        }
    }

    private static void Balancer(JsonObject spec, string type, FieldErrors errors)
    {
        var isBalanced = type == "LoadBalancer";
        var ranges = spec.Strings("loadBalancerSourceRanges").ToList();
        if (ranges.Count > 0 && !isBalanced)
        {
            errors.Forbidden("spec.LoadBalancerSourceRanges", OnlyBalanced);
        }

        foreach (var (i, range) in ranges.Select(range => range.Trim()).Index())
        {
            errors.Invalid($"spec.LoadBalancerSourceRanges[{i}]", range, Syntax.Block(range));
        }

        if (spec["allocateLoadBalancerNodePorts"] is not null && !isBalanced)
        {
            errors.Forbidden("spec.allocateLoadBalancerNodePorts", OnlyBalanced);
        }

        if (spec.Str("loadBalancerClass") is not { } name)
        {
            return;
        }

        if (isBalanced)
        {
            errors.Invalid("spec.loadBalancerClass", name, Syntax.QualifiedName(name));
        }
        else
        {
            errors.Forbidden("spec.loadBalancerClass", OnlyBalanced);
        }
    }

    private static void Policies(JsonObject spec, FieldErrors errors)
    {
        var policy = spec.Str("externalTrafficPolicy");
        if (policy is not null && !ServiceFields.IsReachedFromOutside(spec))
        {
            errors.Invalid("spec.externalTrafficPolicy", policy, "may only be set for externally-accessible services");
        }
        else if (policy is not (null or "Cluster" or "Local"))
        {
            errors.Unsupported("spec.externalTrafficPolicy", policy, "Cluster", "Local");
        }

        if (spec.Str("internalTrafficPolicy") is { } inside and not ("Cluster" or "Local"))
        {
            errors.Unsupported("spec.internalTrafficPolicy", inside, "Cluster", "Local");
        }
    }
}
