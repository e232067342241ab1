using System.Text.Json.Nodes;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>GKE with an Ingress in front: the older way, which the workshop's deck names. Google's own kinds stand beside it for what an Ingress cannot say.</summary>
internal static class GkeIngressOverlay
{
    private const string Name = "workshop";

    // A managed certificate is for a name that the world can resolve: everybody puts in his own.
    private const string Domain = "workshop.example.com";

    public static Kustomization Of(ApplicationModel model, TranslationTarget target) => new($"{KubernetesFiles.Root}/overlays/gke-ingress", $"GKE with an Ingress, the older way. Put your own name in place of {Domain}, and reserve the address 'workshop'.")
    {
        BuildsOn = ["../../base"],
        Components = ["../../components/gke"],
        Objects = [.. Patch.External(model).Take(1).SelectMany(workload => new[] { Ingress(workload, target), Certificate(target), Backend(workload, target), Frontend(target) })],
        Patches = [.. Patch.External(model).Take(1).Select(workload => Service(workload, target))],
    };

    private static JsonObject Ingress(Workload workload, TranslationTarget target)
    {
        var ingress = Patch.Of("networking.k8s.io/v1", "Ingress", Name, target);
        ingress["metadata"]!["annotations"] = new JsonObject
        {
            ["kubernetes.io/ingress.class"] = "gce",
            ["kubernetes.io/ingress.global-static-ip-name"] = Name,
            ["networking.gke.io/managed-certificates"] = Name,
            ["networking.gke.io/v1beta1.FrontendConfig"] = Name,
        };
        ingress["spec"] = new JsonObject
        {
            ["defaultBackend"] = new JsonObject { ["service"] = new JsonObject { ["name"] = workload.Name, ["port"] = new JsonObject { ["name"] = "http" } } },
        };
        return ingress;
    }

    private static JsonObject Certificate(TranslationTarget target)
    {
        var certificate = Patch.Of("networking.gke.io/v1", "ManagedCertificate", Name, target);
        certificate["spec"] = new JsonObject { ["domains"] = new JsonArray(Domain) };
        return certificate;
    }

    private static JsonObject Backend(Workload workload, TranslationTarget target)
    {
        var backend = Patch.Of("cloud.google.com/v1", "BackendConfig", workload.Name, target);
        var (port, path) = Patch.ReadinessOf(workload);
        backend["spec"] = new JsonObject
        {
            ["timeoutSec"] = 40,
            ["connectionDraining"] = new JsonObject { ["drainingTimeoutSec"] = 30 },
            ["healthCheck"] = new JsonObject
            {
                ["type"] = "HTTP",
                ["port"] = port,
                ["requestPath"] = path,
                ["checkIntervalSec"] = 5,
            },
        };
        return backend;
    }

    private static JsonObject Frontend(TranslationTarget target)
    {
        var frontend = Patch.Of("networking.gke.io/v1beta1", "FrontendConfig", Name, target);
        frontend["spec"] = new JsonObject { ["redirectToHttps"] = new JsonObject { ["enabled"] = true, ["responseCodeName"] = "MOVED_PERMANENTLY_DEFAULT" } };
        return frontend;
    }

    private static JsonObject Service(Workload workload, TranslationTarget target)
    {
        var service = Patch.Of("v1", "Service", workload.Name, target);
        service["metadata"]!["annotations"] = new JsonObject
        {
            ["cloud.google.com/neg"] = "{\"ingress\": true}",
            ["cloud.google.com/backend-config"] = $"{{\"default\": \"{workload.Name}\"}}",
        };
        return service;
    }
}
