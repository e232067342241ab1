using k8s.Models;

namespace Workshop.Hosting.Rows;

/// <summary>Where a pod's telemetry is in Aspire's dashboard: it calls an instance by service.name and service.instance.id, which ServiceDefaults makes of the image's and the pod's name.</summary>
internal static class PodTelemetry
{
    private const string Images = "workshop/";
    private const string Variable = "OTEL_SERVICE_NAME";

    /// <returns>Null: it is not known to send any.</returns>
    public static string? ServiceOf(V1Pod pod)
    {
        var container = pod.Spec.Containers.FirstOrDefault(container => container.Image?.StartsWith(Images, StringComparison.Ordinal) == true || container.Env?.Any(variable => variable.Name == Variable) == true);
        return container is null ? null : container.Env?.FirstOrDefault(variable => variable.Name == Variable)?.Value ?? NameOf(container.Image);
    }

    public static string TracesOf(Uri dashboard, string service, string pod) => new Uri(dashboard, $"traces/resource/{Uri.EscapeDataString($"{service}-{pod}")}").ToString();

    private static string NameOf(string image)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.IndexOf(':', StringComparison.Ordinal) is > 0 and var tag ? name[..tag] : name;
    }
}
