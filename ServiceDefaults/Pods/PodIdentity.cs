using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Pods;

/// <summary>Who this process is in a cluster, as far as it was told; Docs/pod-contract.md says by what.</summary>
/// <param name="Name">Such as <c>hello-7d9c5b8f6d-x2x4p</c>.</param>
/// <param name="Namespace">Such as <c>workshop</c>.</param>
/// <param name="Node">Such as <c>node-1</c>.</param>
public sealed partial record PodIdentity(string? Name, string? Namespace, string? Node)
{
    /// <value>The Deployment that a pod's name tells of: NAME-TEMPLATEHASH-SUFFIX, in the letters that Kubernetes uses for both; null for any other name.</value>
    public string? Deployment => Name is not null && DeploymentsPod().Match(Name) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>What the embedded node says, then what a manifest says by the downward API under the names that are usual for it.</summary>
    internal static PodIdentity From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        // HOSTNAME is the pod's name in a pod, and a machine's anywhere else.
        var isPod = First(configuration, SettingKeys.PodIP, "KUBERNETES_SERVICE_HOST") is not null;
        var namesFile = First(configuration, SettingKeys.Names);
        return new PodIdentity(
            First(configuration, "POD_NAME") ?? (isPod ? First(configuration, SettingKeys.PodName) : null),
            First(configuration, "POD_NAMESPACE") ?? Path.GetFileNameWithoutExtension(namesFile),
            First(configuration, "NODE_NAME", SettingKeys.PodNode));
    }

    private static string? First(IConfiguration configuration, params string[] keys) => keys.Select(key => configuration[key]).FirstOrDefault(value => !string.IsNullOrEmpty(value));

    [GeneratedRegex("^(.+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$")]
    private static partial Regex DeploymentsPod();
}
