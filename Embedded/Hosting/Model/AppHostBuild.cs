using System.Reflection;

namespace Workshop.Hosting.Model;

/// <summary>What the AppHost's build wrote into its assembly: where its project, its images and the dashboard's project are, wherever it is started from.</summary>
internal sealed record AppHostBuild(string Directory, string? ImagesPath, string? DashboardProject)
{
    /// <param name="appHost">An assembly that no AppHost's build made (a test's) stands for the current folder, without images.</param>
    public static AppHostBuild Of(Assembly? appHost)
    {
        var metadata = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().ToLookup(attribute => attribute.Key, attribute => attribute.Value);
        return new(
            metadata?["AppHostDirectory"].FirstOrDefault() ?? Environment.CurrentDirectory,
            metadata?["AppHostImages"].FirstOrDefault(),
            metadata?["AppHostDashboard"].FirstOrDefault() is { Length: > 0 } project ? project : null);
    }
}
