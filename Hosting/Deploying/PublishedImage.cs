using System.Net;
using Aspire.Hosting;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>Where an image of ours lies in a registry.</summary>
/// <param name="Registry">A host, perhaps with a port.</param>
internal sealed record PublishedImage(string Registry, string Repository, string Tag)
{
    /// <param name="registry">A host and the path below which images go.</param>
    /// <exception cref="DistributedApplicationException">It is no such thing.</exception>
    public static PublishedImage Of(Workload workload, string registry) => Of(ImageName.Of(workload), registry);

    /// <inheritdoc cref="Of(Workload, string)"/>
    public static PublishedImage Of(ImageName image, string registry)
    {
        var trimmed = registry.TrimEnd('/');
        var slash = trimmed.IndexOf('/', StringComparison.Ordinal);
        var (host, path) = slash < 0 ? (trimmed, "") : (trimmed[..slash], trimmed[(slash + 1)..] + "/");
        if (host.Length == 0 || trimmed.Contains("://", StringComparison.Ordinal) || trimmed.Any(character => char.IsWhiteSpace(character) || char.IsUpper(character)))
        {
            throw new DistributedApplicationException($"Registry '{registry}' is no host with a path, such as 'europe-west1-docker.pkg.dev/my-project/workshop' or '127.0.0.1:5000'.");
        }

        return new(host, $"{path}{image.Repository[(image.Repository.LastIndexOf('/') + 1)..]}", image.Tag);
    }

    /// <value>On this machine, where registries speak plain HTTP.</value>
    public bool IsOnLoopback => Registry.Split(':')[0] is var host && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    public string Name => $"{Registry}/{Repository}";

    public override string ToString() => $"{Name}:{Tag}";
}
