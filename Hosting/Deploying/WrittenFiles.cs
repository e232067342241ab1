using System.Text.Json.Nodes;
using Aspire.Hosting;
using Workshop.Hosting.Publishing.Kubernetes;

namespace Workshop.Hosting.Deploying;

/// <summary>The published files in a folder of their own, for kubectl to read; gone afterwards.</summary>
internal sealed class WrittenFiles : IDisposable
{
    private readonly string _root;

    private WrittenFiles(string root, string folder, IReadOnlyList<JsonObject> objects)
    {
        _root = root;
        Folder = folder;
        Objects = objects;
    }

    /// <summary>The overlay's.</summary>
    public string Folder { get; }

    /// <summary>Those of the overlay, and of the overlays and the base below it.</summary>
    public IReadOnlyList<JsonObject> Objects { get; }

    /// <exception cref="DistributedApplicationException">There is no such overlay.</exception>
    public static WrittenFiles Of(IReadOnlyList<Kustomization> all, string overlay)
    {
        var chosen = all.FirstOrDefault(folder => !folder.IsComponent && folder.Name == overlay)
            ?? throw new DistributedApplicationException($"Overlay '{overlay}' is not known: {string.Join(", ", all.Where(folder => !folder.IsComponent).Select(folder => $"'{folder.Name}'"))}.");
        var root = Directory.CreateTempSubdirectory("workshop-deploy-").FullName;
        foreach (var file in all.SelectMany(folder => folder.Files()))
        {
            var path = Path.Combine(root, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }

        return new(root, Path.Combine(root, chosen.Folder), [.. Below(chosen, all).SelectMany(folder => folder.Objects)]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static IEnumerable<Kustomization> Below(Kustomization folder, IReadOnlyList<Kustomization> all) =>
        folder.BuildsOn.SelectMany(path => Below(all.Single(other => other.Folder == folder.Resolve(path)), all)).Append(folder);
}
