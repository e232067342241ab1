using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>What Aspire tells a project beside what the model says, so that one that is made for Aspire runs here unchanged. What the model states itself goes before it.</summary>
internal static class PlatformVariables
{
    /// <summary>Where to listen in ASP.NET Core's words, that a proxy stands before it, and that telemetry is worth another try.</summary>
    public static IEnumerable<V1EnvVar> Of(Workload workload)
    {
        if (workload.ProjectPath is null)
        {
            yield break;
        }

        if (workload.Endpoints.Where(endpoint => endpoint.Scheme == "http").ToList() is { Count: > 0 } http)
        {
            yield return new V1EnvVar { Name = "HTTP_PORTS", Value = string.Join(';', http.Select(endpoint => endpoint.ListeningPort.ToString(CultureInfo.InvariantCulture))) };
        }

        yield return new V1EnvVar { Name = "ASPNETCORE_FORWARDEDHEADERS_ENABLED", Value = "true" };
        yield return new V1EnvVar { Name = "OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", Value = "in_memory" };
    }

    /// <summary>The parts of a connection string, for programs that want them one by one: <c>REDIS_HOST</c> and the like. The password's value is a reference to its Secret.</summary>
    public static IEnumerable<EnvironmentAnnotation> OfConnections(Workload workload)
    {
        foreach (var (redis, name) in workload.Connections.Where(connection => connection.Source is RedisResource).Select(connection => ((RedisResource)connection.Source, NameOf(connection))))
        {
            var (endpoint, password) = (redis.PrimaryEndpoint, redis.PasswordParameter!);
            yield return new EnvironmentAnnotation($"{name}_HOST", ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Host)}"));
            yield return new EnvironmentAnnotation($"{name}_PORT", ReferenceExpression.Create($"{endpoint.Property(EndpointProperty.Port)}"));
            yield return new EnvironmentAnnotation($"{name}_PASSWORD", ReferenceExpression.Create($"{password}"));
            yield return new EnvironmentAnnotation($"{name}_URI", ReferenceExpression.Create($"redis://:{password}@{endpoint.Property(EndpointProperty.HostAndPort)}"));
        }
    }

    private static string NameOf(ConnectionAnnotation connection) => connection.Name.Replace('-', '_').ToUpperInvariant();
}
