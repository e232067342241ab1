using Aspire.Hosting;

namespace Workshop.Hosting.Manifests;

/// <summary>A manifest that cannot be read or applied: a mistake that the user can mend, told in one line.</summary>
internal sealed class ManifestException : DistributedApplicationException
{
    public ManifestException(string manifest, string what)
        : base(Line(manifest, what))
    {
    }

    public ManifestException(string manifest, string what, Exception inner)
        : base(Line(manifest, what), inner)
    {
    }

    private static string Line(string manifest, string what) => $"Manifest '{manifest}': {what}";
}
