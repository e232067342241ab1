namespace Workshop.Dashboard.Resources;

internal static class ResourcesExtensions
{
    /// <summary>The page of resources; needs the watched cluster, its actions, and telemetry.</summary>
    public static void AddResources(this WebApplicationBuilder builder) => builder.Services.AddScoped<ResourceCommands>();
}
