using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes stores in a container where the user said nothing.</summary>
internal static class ContainerDefaults
{
    public static void Apply(JsonObject container)
    {
        container.Default("terminationMessagePath", "/dev/termination-log");
        container.Default("terminationMessagePolicy", "File");
        container.Default("resources", new JsonObject());
        container.Default("imagePullPolicy", PullPolicy(container.Str("image") ?? ""));
        foreach (var port in container.Items("ports"))
        {
            port.Default("protocol", "TCP");
        }

        foreach (var source in container.Items("env").Select(variable => variable.Obj("valueFrom")))
        {
            source.Obj("fieldRef")?.Default("apiVersion", "v1");
            source.Obj("resourceFieldRef")?.Default("divisor", "0");
        }

        foreach (var probe in ((string[])["livenessProbe", "readinessProbe", "startupProbe"]).Select(field => container.Obj(field)).OfType<JsonObject>())
        {
            Probe(probe);
        }

        HttpGet(container.Obj("lifecycle").Obj("postStart").Obj("httpGet"));
        HttpGet(container.Obj("lifecycle").Obj("preStop").Obj("httpGet"));
    }

    // A tag that moves is asked for every time.
    private static string PullPolicy(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.EndsWith(":latest", StringComparison.Ordinal) || !(name.Contains(':', StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal))
            ? "Always"
            : "IfNotPresent";
    }

    private static void Probe(JsonObject probe)
    {
        probe.Default("timeoutSeconds", 1L);
        probe.Default("periodSeconds", 10L);
        probe.Default("successThreshold", 1L);
        probe.Default("failureThreshold", 3L);
        HttpGet(probe.Obj("httpGet"));
        probe.Obj("grpc")?.Default("service", "");
    }

    private static void HttpGet(JsonObject? get)
    {
        get?.Default("path", "/");
        get?.Default("scheme", "HTTP");
    }
}
