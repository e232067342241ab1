using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Registry.Rules.Warnings;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Services, but for their addresses and node ports, which <see cref="ServiceAllocator"/> gives them.</summary>
internal sealed class ServiceRules : KindRules
{
    private const long AffinitySeconds = 3 * 60 * 60;

    public override IEnumerable<string> NameProblems(string name) => Syntax.Dns1035Label(name);

    public override JsonObject FirstStatus(JsonObject body) => new() { ["loadBalancer"] = new JsonObject() };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        spec.Default("type", "ClusterIP");
        Affinity(spec);
        foreach (var port in spec.Items("ports"))
        {
            port.Default("protocol", "TCP");
            if (port["targetPort"] is null or JsonValue && port["targetPort"].Text() is "" or "0")
            {
                port.Put("targetPort", port["port"]);
            }
        }

        switch (spec.Str("type"))
        {
            case "ClusterIP" or "NodePort":
                Internal(spec);
                break;
            case "LoadBalancer":
                Internal(spec);
                spec.Default("allocateLoadBalancerNodePorts", true);
                break;
        }

        if (ServiceFields.IsReachedFromOutside(spec))
        {
            spec.Default("externalTrafficPolicy", "Cluster");
        }
    }

    /// <summary>An update may leave out what the system gave; what belongs to another type goes with a change of the type.</summary>
    public override void CarryOver(JsonObject old, JsonObject body)
    {
        var (spec, before) = (body.Ensure("spec"), old.Obj("spec") ?? []);
        spec.Default("type", "ClusterIP");
        ServiceFields.FollowClusterIP(spec, before);
        ServiceFields.KeepNodePorts(spec, before);
        ServiceFields.DropOthers(spec, before);
        HealthCheckPorts.CarryOver(spec, before);
    }

    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old) => ServiceWarnings.Of(body);

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors) => ServiceValidation.Validate(body.Obj("spec")!, old.Obj("spec"), errors);

    private static void Affinity(JsonObject spec)
    {
        spec.Default("sessionAffinity", "None");
        if (spec.Str("sessionAffinity") == "ClientIP")
        {
            spec.Ensure("sessionAffinityConfig").Ensure("clientIP").Default("timeoutSeconds", AffinitySeconds);
        }
        else if (spec.Str("sessionAffinity") == "None")
        {
            spec.Remove("sessionAffinityConfig");
        }
    }

    private static void Internal(JsonObject spec)
    {
        spec.Default("internalTrafficPolicy", "Cluster");
        spec.Default("ipFamilyPolicy", "SingleStack");
        spec.Default("ipFamilies", new JsonArray("IPv4"));
    }
}
