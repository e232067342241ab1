using Workshop.Labs;

namespace Workshop.ClusterPage.Guides;

/// <summary>The addresses of guides.</summary>
internal static class GuideAddresses
{
    public const string All = "/labs";

    public static string Of(Lab lab) => $"{All}/{lab.Folder}";

    /// <param name="path">Below <c>Labs/</c>, such as <c>08-deployments/hello.yaml</c>.</param>
    public static string OfFile(string path) => $"{All}/{path}";

    /// <summary>A step of a guide, by the id of its section.</summary>
    public static string OfSection(Lab lab, string id) => $"{Of(lab)}#{id}";
}
