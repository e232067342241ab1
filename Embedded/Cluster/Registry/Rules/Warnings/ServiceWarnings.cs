using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Warnings;

internal static class ServiceWarnings
{
    private const string Hints = "service.kubernetes.io/topology-aware-hints";

    public static IEnumerable<string> Of(JsonObject body)
    {
        var spec = body.Obj("spec");
        if (body.Obj("metadata").Obj("annotations")?[Hints] is not null)
        {
            yield return $"annotation {Hints} is deprecated, please use service.kubernetes.io/topology-mode instead";
        }

        var hasAddresses = spec.Strings("externalIPs").Any();
        if (spec.Str("clusterIP") == "None")
        {
            if (!string.IsNullOrEmpty(spec.Str("loadBalancerIP")))
            {
                yield return "spec.loadBalancerIP is ignored for headless services";
            }

            if (hasAddresses)
            {
                yield return "spec.externalIPs is ignored for headless services";
            }

            if (spec.Str("sessionAffinity") != "None")
            {
                yield return "spec.SessionAffinity is ignored for headless services";
            }
        }

        if (hasAddresses && spec.Str("type") == "ExternalName")
        {
            yield return "spec.externalIPs is ignored when spec.type is \"ExternalName\"";
        }
    }
}
