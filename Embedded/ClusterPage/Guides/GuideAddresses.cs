using Workshop.Labs;

namespace Workshop.ClusterPage.Guides;

/// <summary>The addresses of guides.</summary>
internal static class GuideAddresses
{
    public const string All = "/labs";

    public static string Of(Lab lab) => $"{All}/{lab.Folder}";

    /// <param name="path">Below <c>Labs/</c>, such as <c>08-deployments/hello.yaml</c>.</param>
    public static string OfFile(string path) => $"{All}/{path}";

    /// <returns>The file that an address of files names, below the labs' root.</returns>
    public static string FileAt(string? folder, string? path) => $"Labs/{folder}/{path}";

    /// <summary>A step of a guide, by the id of its section.</summary>
    public static string OfSection(Lab lab, string id) => $"{Of(lab)}#{id}";
}
