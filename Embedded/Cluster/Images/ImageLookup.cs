namespace Workshop.Cluster.Images;

/// <summary>Answers for the image store of a node: what is in the catalogue is present, all else can neither be found nor pulled.</summary>
internal static class ImageLookup
{
    public static ContainerImage? Find(ImageCatalogue catalogue, ImageReference reference)
    {
        if (reference.Digest is not null)
        {
            return null;
        }

        var entry = catalogue.Images.FirstOrDefault(image => image.Name == NameOf(reference) && (image.Tags.Contains("*") || image.Tags.Contains(reference.Tag!)));
        return entry is null ? null : new ContainerImage(entry, reference.Tag!);
    }

    /// <summary>Why a pull fails, and what could be named instead.</summary>
    public static string ExplainMissing(ImageCatalogue catalogue, string image, ImageReference reference)
    {
        var sameName = catalogue.Images.FirstOrDefault(entry => entry.Name == NameOf(reference));
        var hint = sameName is not null
            ? $"'{sameName.Name}' has the tags {string.Join(", ", sameName.Tags)}"
            : $"this cluster runs no foreign images; it has {string.Join(", ", catalogue.Images.Select(entry => entry.Name).DefaultIfEmpty("none"))}";
        return $"failed to pull image \"{image}\": not found: {hint}";
    }

    // Docker Hub goes without saying.
    private static string NameOf(ImageReference reference) => reference.IsDefaultDomain ? reference.Path : $"{reference.Domain}/{reference.Path}";
}
