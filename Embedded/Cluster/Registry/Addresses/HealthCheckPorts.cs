using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Addresses;

/// <summary>The port at which a LoadBalancer's health checks ask a node whether it has endpoints: of Services with <c>externalTrafficPolicy: Local</c> only.</summary>
internal static class HealthCheckPorts
{
    private const string Field = "healthCheckNodePort";
    private const string At = $"spec.{Field}";

    public static bool AreNeeded(JsonObject? spec) => spec.Str("type") == "LoadBalancer" && spec.Str("externalTrafficPolicy") == "Local";

    /// <summary>Who leaves it out keeps it; one that is no longer needed goes.</summary>
    public static void CarryOver(JsonObject spec, JsonObject before)
    {
        if (AreNeeded(spec) && AreNeeded(before) && spec.Int(Field) is null or 0)
        {
            spec.Put(Field, before[Field]);
        }
        else if (!AreNeeded(spec) && JsonNode.DeepEquals(spec[Field], before[Field]))
        {
            spec.Remove(Field);
        }
    }

    /// <param name="taken">Ports of all other Services and of this one.</param>
    /// <param name="free">Gives one that nobody has.</param>
    public static void Allocate(JsonObject spec, JsonObject? before, IReadOnlySet<long> taken, Func<long> free, FieldErrors errors)
    {
        var asked = spec.Int(Field) ?? 0;
        if (!AreNeeded(spec))
        {
            if (asked == 0)
            {
                spec.Remove(Field);
            }
            else
            {
                errors.Invalid(At, asked, "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'");
            }
        }
        else if (AreNeeded(before) && before.Int(Field) is { } kept and not 0)
        {
            if (asked != kept)
            {
                errors.Invalid(At, asked, "cannot change healthCheckNodePort on loadBalancer service with externalTraffic=Local during update");
            }
        }
        else if (asked == 0)
        {
            spec[Field] = free();
        }
        else if (asked is < ServiceAllocator.FirstNodePort or > ServiceAllocator.LastNodePort)
        {
            errors.Invalid(At, asked, $"failed to allocate requested HealthCheck NodePort {asked}: provided port is not in the valid range. The range of valid ports is {ServiceAllocator.FirstNodePort}-{ServiceAllocator.LastNodePort}");
        }
        else if (taken.Contains(asked))
        {
            errors.Invalid(At, asked, $"failed to allocate requested HealthCheck NodePort {asked}: provided port is already allocated");
        }
    }
}
