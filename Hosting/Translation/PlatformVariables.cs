using System.Globalization;
using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>What Aspire tells a project beside what the model says, so that one that is made for Aspire runs here unchanged. What the model states itself goes before it.</summary>
internal static class PlatformVariables
{
    /// <summary>Where to listen in ASP.NET Core's words, that a proxy stands before it, and that telemetry is worth another try.</summary>
    public static IEnumerable<V1EnvVar> Of(Workload workload, TranslationTarget target)
    {
        if (workload.ProjectPath is null)
        {
            yield break;
        }

        if (workload.Endpoints.Where(endpoint => endpoint.Scheme == "http").ToList() is { Count: > 0 } http)
        {
            if (workload.IsPlain && !target.IsContained)
            {
                // Without a network of its own, a pod that listens on every address would meet the others' ports.
                yield return new V1EnvVar { Name = "POD_IP", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "status.podIP" } } };
                yield return new V1EnvVar { Name = "ASPNETCORE_URLS", Value = string.Join(';', http.Select(endpoint => string.Create(CultureInfo.InvariantCulture, $"http://$(POD_IP):{endpoint.ListeningPort}"))) };
            }
            else
            {
                yield return new V1EnvVar { Name = "HTTP_PORTS", Value = string.Join(';', http.Select(endpoint => endpoint.ListeningPort.ToString(CultureInfo.InvariantCulture))) };
            }
        }

        yield return new V1EnvVar { Name = "ASPNETCORE_FORWARDEDHEADERS_ENABLED", Value = "true" };
        yield return new V1EnvVar { Name = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", Value = "in_memory" };
    }
}
