using System.Reflection;
using System.Text.Json;
using Aspire.Hosting;
using Workshop.Cluster.Images;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Running;

/// <summary>The catalogue that the AppHost's build made of its project references, found by what the build wrote into the AppHost's assembly.</summary>
internal static class CatalogueOfImages
{
    private const string Key = "WorkshopImages";
    private const string ClusterPageKey = "WorkshopClusterPage";
    private const string AheadKey = "WorkshopCompileAhead";
    private const string AheadProjectKey = "WorkshopCompileAheadProject";

    /// <summary>The project of which the cluster page's image is built; null where the build names none.</summary>
    public static string? ClusterPageProject(Assembly? appHost) => Find(appHost, ClusterPageKey);

    /// <param name="appHost">An assembly that no AppHost's build made has no images.</param>
    /// <exception cref="DistributedApplicationException">It cannot be read, or names a Redis that this machine has not.</exception>
    public static RunSettings Apply(RunSettings settings, Assembly? appHost)
    {
        if (Find(appHost, Key) is null)
        {
            return settings;
        }

        var (images, error) = HostRedis.Apply(Read(appHost), Environment.GetEnvironmentVariable(HostRedis.Variable), Environment.GetEnvironmentVariable("PATH"));
        if (images is null)
        {
            throw new DistributedApplicationException(error!);
        }

        // An AppHost that a test holds within its own process has no later starts that would be worth it.
        var isWanted = settings.NativePrograms switch
        {
            NativeProgramsMode.Off => false,
            NativeProgramsMode.Background => appHost == Assembly.GetEntryAssembly(),
            _ => true,
        };
        var (native, builds) = isWanted ? NativeBuilds.Plan(images) : (images, []);
        var ahead = isWanted && Find(appHost, AheadKey) is { } list && Find(appHost, AheadProjectKey) is { } project ? new AheadList(list, project) : null;
        return settings with { Images = native, NativeBuilds = builds, AheadList = ahead };
    }

    /// <summary>As the build wrote it; empty where no build did.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be read.</exception>
    public static ImageCatalogue Read(Assembly? appHost)
    {
        if (Find(appHost, Key) is not { } path)
        {
            return ImageCatalogue.Empty;
        }

        try
        {
            return ImageCatalogue.Load(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DistributedApplicationException($"The catalogue of images '{path}' cannot be read: {e.Message} Build the AppHost again.", e);
        }
    }

    private static string? Find(Assembly? appHost, string key) => appHost?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(attribute => attribute.Key == key)?.Value;
}
