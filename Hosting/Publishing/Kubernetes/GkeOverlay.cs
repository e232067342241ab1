using System.Text.Json.Nodes;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>GKE with the Gateway API in front: a global load balancer with a certificate of Certificate Manager, which asks the pods' health port.</summary>
internal static class GkeOverlay
{
    public const string GatewayName = "workshop";

    private const string GatewayApi = "gateway.networking.k8s.io/v1";
    private const string GkeApi = "networking.gke.io/v1";

    // The load balancer's own patience is longer than the gateway's, so that it is the gateway that answers 504.
    private const int TimeoutSeconds = 40;
    private const int DrainingSeconds = 30;

    public static Kustomization Of(ApplicationModel model, TranslationTarget target) => new($"{KubernetesFiles.Root}/overlays/gke", "GKE with the Gateway API: HTTPS ends at the load balancer, whose certificates are those of the map 'workshop' in Certificate Manager.")
    {
        BuildsOn = ["../../base"],
        Components = ["../../components/gke"],
        Objects =
        [
            Gateway(target),
            Redirect(target),
            .. Patch.External(model).SelectMany(workload => Edge(workload, target)),
        ],
    };

    private static JsonObject Gateway(TranslationTarget target)
    {
        var gateway = Patch.Of(GatewayApi, "Gateway", GatewayName, target);
        gateway["metadata"]!["annotations"] = new JsonObject { ["networking.gke.io/certmap"] = "workshop" };
        gateway["spec"] = new JsonObject
        {
            ["gatewayClassName"] = "gke-l7-global-external-managed",
            ["listeners"] = new JsonArray(Listener("http", "HTTP", 80), Listener("https", "HTTPS", 443)),
        };
        return gateway;
    }

    private static JsonObject Listener(string name, string protocol, int port) => new()
    {
        ["name"] = name,
        ["protocol"] = protocol,
        ["port"] = port,
        ["allowedRoutes"] = new JsonObject { ["namespaces"] = new JsonObject { ["from"] = "Same" } },
    };

    private static JsonObject Redirect(TranslationTarget target) => Route("to-https", "http", target, new JsonObject
    {
        ["filters"] = new JsonArray(new JsonObject
        {
            ["type"] = "RequestRedirect",
            ["requestRedirect"] = new JsonObject { ["scheme"] = "https", ["statusCode"] = 301 },
        }),
    });

    private static JsonObject[] Edge(Workload workload, TranslationTarget target) =>
    [
        Route(workload.Name, "https", target, new JsonObject
        {
            ["matches"] = new JsonArray(new JsonObject { ["path"] = new JsonObject { ["type"] = "PathPrefix", ["value"] = "/" } }),
            ["backendRefs"] = new JsonArray(new JsonObject { ["name"] = workload.Name, ["port"] = 80 }),
        }),
        Policy("HealthCheckPolicy", workload, target, new JsonObject
        {
            ["checkIntervalSec"] = 5,
            ["timeoutSec"] = 5,
            ["healthyThreshold"] = 1,
            ["unhealthyThreshold"] = 2,
            ["config"] = new JsonObject { ["type"] = "HTTP", ["httpHealthCheck"] = HealthCheck(workload) },
        }),
        Policy("GCPBackendPolicy", workload, target, new JsonObject
        {
            ["timeoutSec"] = TimeoutSeconds,
            ["connectionDraining"] = new JsonObject { ["drainingTimeoutSec"] = DrainingSeconds },
            ["logging"] = new JsonObject { ["enabled"] = true, ["sampleRate"] = 100_000 },
        }),
    ];

    // The load balancer does not read readiness probes: it is told the same question once more.
    private static JsonObject HealthCheck(Workload workload)
    {
        var (port, path) = Patch.ReadinessOf(workload);
        return new JsonObject
        {
            ["portSpecification"] = "USE_FIXED_PORT",
            ["port"] = port,
            ["requestPath"] = path,
        };
    }

    private static JsonObject Route(string name, string listener, TranslationTarget target, JsonObject rule)
    {
        var route = Patch.Of(GatewayApi, "HTTPRoute", name, target);
        route["spec"] = new JsonObject
        {
            ["parentRefs"] = new JsonArray(new JsonObject { ["name"] = GatewayName, ["sectionName"] = listener }),
            ["rules"] = new JsonArray(rule),
        };
        return route;
    }

    private static JsonObject Policy(string kind, Workload workload, TranslationTarget target, JsonObject settings)
    {
        var policy = Patch.Of(GkeApi, kind, workload.Name, target);
        policy["spec"] = new JsonObject
        {
            ["default"] = settings,
            ["targetRef"] = new JsonObject { ["group"] = "", ["kind"] = "Service", ["name"] = workload.Name },
        };
        return policy;
    }
}
