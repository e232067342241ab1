using Workshop.Cluster.Images;

namespace Workshop.Hosting.Running;

/// <summary><c>WORKSHOP_REDIS=host</c>: the image <c>redis</c> is this machine's own redis-server in place of the one that comes with the workshop.</summary>
internal static class HostRedis
{
    public const string Variable = "WORKSHOP_REDIS";

    private const string Host = "host";
    private const string Embedded = "embedded";
    private const string Image = "redis";
    private const string Program = "redis-server";

    /// <param name="wanted">What the variable says.</param>
    /// <param name="searchPath">PATH.</param>
    /// <returns>The catalogue to use, or what is wrong.</returns>
    public static (ImageCatalogue? Images, string? Error) Apply(ImageCatalogue images, string? wanted, string? searchPath)
    {
        switch (wanted)
        {
            case null or "" or Embedded:
                return (images, null);
            case Host when SearchPath.Find(Program, searchPath) is { } program:
                return (new ImageCatalogue([.. images.Images.Select(image => image.Name == Image ? image with { Command = [program] } : image)]), null);
            case Host:
                return (null, $"{Variable}={Host}, but '{Program}' is not on PATH. Install it, or leave {Variable} out.");
            default:
                return (null, $"{Variable}: '{wanted}' is neither '{Host}' nor '{Embedded}'.");
        }
    }
}
