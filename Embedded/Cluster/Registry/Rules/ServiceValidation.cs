using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a Service.</summary>
internal static class ServiceValidation
{
    private const string Headless = "None";
    private const long LongestAffinitySeconds = 86_400;

    private static readonly string[] Types = ["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    public static void Validate(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        var type = spec.Str("type") ?? "";
        var ports = spec.Items("ports").ToList();
        if (ports.Count == 0 && spec.Str("clusterIP") != Headless && type != "ExternalName")
        {
            errors.Required("spec.ports");
        }

        OfType(spec, type, errors);
        Ports(ports, type, errors);
        MetadataValidation.Labels(spec.Obj("selector"), "spec.selector", errors);
        Affinity(spec, errors);
        if (!Types.Contains(type))
        {
            errors.Unsupported("spec.type", type, Types);
        }

        Policy(spec, "externalTrafficPolicy", errors);
        Policy(spec, "internalTrafficPolicy", errors);
        ClusterIP(spec, old, errors);
    }

    private static void OfType(JsonObject spec, string type, FieldErrors errors)
    {
        if (type == "ExternalName")
        {
            var name = (spec.Str("externalName") ?? "").TrimEnd('.');
            if (name.Length == 0)
            {
                errors.Required("spec.externalName");
            }
            else if (Syntax.DnsSubdomain(name) is { } wrong)
            {
                errors.Invalid("spec.externalName", name, wrong);
            }

            if (spec.Strings("clusterIPs").Any())
            {
                errors.Forbidden("spec.clusterIPs", "may not be set when type is ExternalName");
            }
        }

        if (type is "NodePort" or "LoadBalancer" && spec.Str("clusterIP") == Headless)
        {
            errors.Invalid("spec.clusterIPs[0]", Headless, $"may not be set to 'None' for {type} services");
        }
    }

    private static void Ports(List<JsonObject> ports, string type, FieldErrors errors)
    {
        var (names, numbers, nodePorts) = (new HashSet<string>(), new HashSet<(string?, long?)>(), new HashSet<(string?, long?)>());
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, field) = (ports[i], $"spec.ports[{i}]");
            Name(port.Str("name") ?? "", field, ports.Count > 1, names, errors);
            Numbers(port, field, errors);
            var protocol = port.Str("protocol");
            if (!numbers.Add((protocol, port.Int("port"))))
            {
                errors.Duplicate(
                    field,
                    new GoExpression(
                        $"core.ServicePort{{Name:\"\", Protocol:{GoText.Quote(protocol!)}, AppProtocol:(*string)(nil), Port:{port.Int("port")}, " +
                        "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}"));
            }

            if (port.Int("nodePort") is { } nodePort and not 0)
            {
                if (type is "ClusterIP" or "ExternalName")
                {
                    errors.Forbidden($"{field}.nodePort", $"may not be used when `type` is '{type}'");
                }
                else if (!nodePorts.Add((protocol, nodePort)))
                {
                    errors.Duplicate($"{field}.nodePort", nodePort);
                }
            }
        }
    }

    private static void Name(string name, string field, bool isRequired, HashSet<string> names, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            if (isRequired)
            {
                errors.Required($"{field}.name");
            }
        }
        else if (Syntax.DnsLabel(name) is { } wrong)
        {
            errors.Invalid($"{field}.name", name, wrong);
        }
        else if (!names.Add(name))
        {
            errors.Duplicate($"{field}.name", name);
        }
    }

    private static void Numbers(JsonObject port, string field, FieldErrors errors)
    {
        var number = port.Int("port") ?? 0;
        if (Syntax.Port(number) is { } wrong)
        {
            errors.Invalid($"{field}.port", number, wrong);
        }

        if (port.Str("protocol") is { } protocol && !Protocols.Contains(protocol))
        {
            errors.Unsupported($"{field}.protocol", protocol, Protocols);
        }

        if (port["targetPort"]?.GetValueKind() == JsonValueKind.String)
        {
            if (Syntax.PortName(port.Str("targetPort")!) is { } wrongName)
            {
                errors.Invalid($"{field}.targetPort", port.Str("targetPort"), wrongName);
            }
        }
        else if (Syntax.Port(port.Int("targetPort") ?? 0) is { } wrongTarget)
        {
            errors.Invalid($"{field}.targetPort", port.Int("targetPort") ?? 0, wrongTarget);
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

    private static void Policy(JsonObject spec, string field, FieldErrors errors)
    {
        if (spec.Str(field) is { } policy and not ("Cluster" or "Local"))
        {
            errors.Unsupported($"spec.{field}", policy, "Cluster", "Local");
        }
    }

    private static void ClusterIP(JsonObject spec, JsonObject? old, FieldErrors errors)
    {
        if (old is null || !ServiceFields.HasClusterIP(old) || !ServiceFields.HasClusterIP(spec))
        {
            return;
        }

        var (now, before) = (spec.Strings("clusterIPs").ToList(), old.Strings("clusterIPs").ToList());
        if (before.Count > 0 && now.FirstOrDefault() != before[0])
        {
            errors.Invalid("spec.clusterIPs[0]", new GoExpression(GoText.StringList(now)), "may not change once set");
        }
    }
}
