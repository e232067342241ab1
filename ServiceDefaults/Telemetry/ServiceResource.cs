using Microsoft.Extensions.Hosting;
using OpenTelemetry.Resources;
using Workshop.ServiceDefaults.Pods;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Who sends telemetry, in OpenTelemetry's words.</summary>
internal static class ServiceResource
{
    public static void AddServiceResource(this ResourceBuilder resource, IHostApplicationBuilder builder)
    {
        var pod = PodIdentity.From(builder.Configuration);

        // A pod's name is unique while it lives; any other process makes itself a name.
        var instance = pod.Name ?? Guid.NewGuid().ToString();
        resource.AddService(NameOf(builder.Environment.ApplicationName), serviceVersion: ServiceSettings.Of(builder).Version, serviceInstanceId: instance);
        resource.AddAttributes(Kubernetes(pod));

        // Again, and last: what the standard variables say wins.
        resource.AddEnvironmentVariableDetector();
    }

    internal static IEnumerable<KeyValuePair<string, object>> Kubernetes(PodIdentity pod) =>
        new[]
        {
            (Name: "k8s.pod.name", Value: pod.Name),
            (Name: "k8s.namespace.name", Value: pod.Namespace),
            (Name: "k8s.node.name", Value: pod.Node),
            (Name: "k8s.deployment.name", Value: pod.Deployment),
        }.Where(attribute => !string.IsNullOrEmpty(attribute.Value)).Select(attribute => KeyValuePair.Create<string, object>(attribute.Name, attribute.Value!));

    // "Workshop.Hello" is hello.
    private static string NameOf(string application) => application[(application.LastIndexOf('.') + 1)..].ToLowerInvariant();
}
