using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Workshop.AppHost.Labs;

/// <summary>
/// Whether Aspire has what serves a terminal: a program that comes with its command line, and not with its packages. Without it a resource with a terminal waits for ever,
/// beside a host that failed to start. Where Aspire looks for it, in its order.
/// </summary>
internal static class TerminalHost
{
    // The command line's one program for the dashboard and for terminals.
    private const string Managed = "aspire-managed";

    /// <param name="appHost">Its build may have noted where the program is.</param>
    public static bool Exists(IConfiguration configuration, Assembly? appHost) => Exists(configuration, MetadataOf(appHost));

    /// <param name="metadata">What the AppHost's build noted.</param>
    internal static bool Exists(IConfiguration configuration, IReadOnlyDictionary<string, string?> metadata)
    {
        var host = First(configuration["ASPIRE_TERMINAL_HOST_PATH"], configuration["DcpPublisher:TerminalHostPath"], metadata.GetValueOrDefault("aspireterminalhostpath"));
        var dashboard = First(configuration["DcpPublisher:DashboardPath"], configuration["ASPIRE_DASHBOARD_PATH"], metadata.GetValueOrDefault("aspiredashboardpath"));
        return host is not null ? File.Exists(host) : dashboard is not null && Path.GetFileNameWithoutExtension(dashboard).Equals(Managed, StringComparison.OrdinalIgnoreCase) && File.Exists(dashboard);
    }

    private static string? First(params string?[] paths) => paths.FirstOrDefault(path => !string.IsNullOrWhiteSpace(path));

    private static Dictionary<string, string?> MetadataOf(Assembly? assembly) => (assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        .GroupBy(attribute => attribute.Key, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(group => group.Key, group => group.First().Value, StringComparer.OrdinalIgnoreCase);
}
