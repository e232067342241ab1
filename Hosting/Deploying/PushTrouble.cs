using System.Text.RegularExpressions;

namespace Workshop.Hosting.Deploying;

/// <summary>What the SDK said about a push that failed, as what to do about it.</summary>
internal static partial class PushTrouble
{
    private const string BaseMissing = "CONTAINER1015";
    private static readonly string[] NotAllowed = ["CONTAINER1008", "CONTAINER1016", "CONTAINER1017", "Unauthorized", "Forbidden"];

    /// <param name="text">All that the SDK wrote.</param>
    public static string Describe(string text, PublishedImage image)
    {
        var finding = FindingPattern().Match(text) is { Success: true } found ? found.Groups[1].Value.Trim() : "";
        if (finding.Contains(BaseMissing, StringComparison.Ordinal))
        {
            return $"Its base image cannot be had: {finding} ContainerBaseImage in the environment names another one.";
        }

        if (NotAllowed.Any(word => finding.Contains(word, StringComparison.Ordinal)))
        {
            return $"Registry {image.Registry} wants a login: log in ('gcloud auth configure-docker HOST', 'docker login HOST', 'podman login HOST --authfile ~/.docker/config.json'), "
                + $"or set DOTNET_CONTAINER_REGISTRY_UNAME and DOTNET_CONTAINER_REGISTRY_PWORD. The SDK says: {finding}";
        }

        return finding.Length > 0 ? finding : text.Trim();
    }

    // …/Microsoft.NET.Build.Containers.targets(255,5): error CONTAINER1015: Unable to access the repository 'a/b' at tag '1' … [/…/Hello.csproj]
    [GeneratedRegex(@"error (CONTAINER\d+: .*?)(?: \[[^\[\]]*\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex FindingPattern();
}
