using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Drawing;

/// <summary>The colour of an application's pods: that of every page, except that blue is blue, green is green, and a canary is yellow.</summary>
internal static class AppColor
{
    private static readonly (string End, string Class)[] Spoken = [("blue", "rc-0"), ("green", "rc-3"), ("canary", "rc-8")];

    public static string ClassOf(string app) =>
        Spoken.FirstOrDefault(pair => app.EndsWith(pair.End, StringComparison.OrdinalIgnoreCase)).Class ?? ResourceColors.ClassOf(app);
}
