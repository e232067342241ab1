#nullable enable

using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public DistributedApplicationOptions() => throw null!;
    public string? ContainerRegistryOverride { get => throw null!; set => throw null!; }
    public bool EnableResourceLogging { get => throw null!; set => throw null!; }
    public string[]? Args { get => throw null!; set => throw null!; }
    public string? AssemblyName { get => throw null!; set => throw null!; }
    public bool DisableDashboard { get => throw null!; set => throw null!; }
    public string? ProjectDirectory { get => throw null!; set => throw null!; }
    public string? DashboardApplicationName { get => throw null!; set => throw null!; }
    public bool AllowUnsecuredTransport { get => throw null!; set => throw null!; }
    public bool? TrustDeveloperCertificate { get => throw null!; set => throw null!; }
    public bool? DeveloperCertificateDefaultHttpsTerminationEnabled { get => throw null!; set => throw null!; }
}
