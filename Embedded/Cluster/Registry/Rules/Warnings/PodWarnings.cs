using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Warnings;

/// <summary>What Kubernetes says of a pod, or of a template of pods, that is right but hardly meant so.</summary>
internal static class PodWarnings
{
    private static readonly (string Key, string Message)[] Annotations =
    [
        ("scheduler.alpha.kubernetes.io/critical-pod", "non-functional in v1.16+; use the \"priorityClassName\" field instead"),
        ("security.alpha.kubernetes.io/sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("security.alpha.kubernetes.io/unsafe-sysctls", "non-functional in v1.11+; use the \"sysctls\" field instead"),
        ("seccomp.security.alpha.kubernetes.io/pod", "non-functional in v1.27+; use the \"seccompProfile\" field instead"),
    ];

    private static readonly (string Prefix, string Message)[] AnnotationPrefixes =
    [
        ("container.seccomp.security.alpha.kubernetes.io/", "non-functional in v1.27+; use the \"seccompProfile\" field instead"),
        ("container.apparmor.security.beta.kubernetes.io/", "deprecated since v1.30; use the \"appArmorProfile\" field instead"),
    ];

    private static readonly (string Source, string Message)[] Volumes =
    [
        ("photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"),
        ("gitRepo", "deprecated in v1.11"),
        ("scaleIO", "deprecated in v1.16, non-functional in v1.22+"),
        ("flocker", "deprecated in v1.22, non-functional in v1.25+"),
        ("storageos", "deprecated in v1.22, non-functional in v1.25+"),
        ("quobyte", "deprecated in v1.22, non-functional in v1.25+"),
        ("glusterfs", "deprecated in v1.25, non-functional in v1.26+"),
        ("cephfs", "deprecated in v1.28, non-functional in v1.31+"),
        ("rbd", "deprecated in v1.28, non-functional in v1.31+"),
    ];

    /// <param name="template">A pod, or a template: what has metadata and a spec.</param>
    /// <param name="at">Where the template stands, with a point at its end; empty for a pod.</param>
    public static IEnumerable<string> Of(JsonObject? template, string at)
    {
        var spec = template.Obj("spec");
        return PlacementWarnings.Of(spec, $"{at}spec")
            .Concat(OfAnnotations(template.Obj("metadata").Obj("annotations"), $"{at}metadata.annotations"))
            .Concat(OfVolumes(spec, $"{at}spec.volumes"))
            .Concat(OfLists(spec, $"{at}spec"))
            .Concat(OfContainers(spec, "initContainers", $"{at}spec"))
            .Concat(OfContainers(spec, "containers", $"{at}spec"));
    }

    private static IEnumerable<string> OfAnnotations(JsonObject? annotations, string at) => (annotations ?? []).Select(pair => pair.Key)
        .Select(key => (Key: key, Message: Annotations.FirstOrDefault(known => known.Key == key).Message
            ?? AnnotationPrefixes.FirstOrDefault(known => key.StartsWith(known.Prefix, StringComparison.Ordinal)).Message))
        .Where(found => found.Message is not null)
        .Select(found => $"{at}[{found.Key}]: {found.Message}");

    private static IEnumerable<string> OfVolumes(JsonObject? spec, string at) => spec.Items("volumes").SelectMany((volume, i) => Volumes
        .Where(known => volume[known.Source] is not null)
        .Select(known => $"{at}[{i}].{known.Source}: {known.Message}"));

    private static IEnumerable<string> OfLists(JsonObject? spec, string at)
    {
        var ips = new HashSet<string>();
        var i = 0;
        foreach (var ip in spec.Items("hostAliases").Select(alias => alias.Str("ip") ?? ""))
        {
            if (!ips.Add(ip))
            {
                yield return $"{at}.hostAliases[{i}].ip: duplicate ip {GoText.Quote(ip)}";
            }

            i++;
        }

        var names = new HashSet<string>();
        i = 0;
        foreach (var name in spec.Items("imagePullSecrets").Select(secret => secret.Str("name") ?? ""))
        {
            if (name.Length == 0)
            {
                yield return $"{at}.imagePullSecrets[{i}].name: invalid empty name {GoText.Quote(name)}";
            }
            else if (!names.Add(name))
            {
                yield return $"{at}.imagePullSecrets[{i}].name: duplicate name {GoText.Quote(name)}";
            }

            i++;
        }

        if (spec.Int("terminationGracePeriodSeconds") < 0)
        {
            yield return $"{at}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1";
        }
    }

    private static IEnumerable<string> OfContainers(JsonObject? spec, string list, string at) =>
        spec.Items(list).SelectMany((container, i) => ContainerWarnings.Of(container, $"{at}.{list}[{i}]"));
}
