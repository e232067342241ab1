using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.PodSecurity;

/// <summary>What Pod Security's level "restricted" demands beyond "baseline". Each yields a sentence in Kubernetes' words, or nothing.</summary>
internal static class RestrictedChecks
{
    private static readonly HashSet<string> VolumeTypes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    public static IEnumerable<string?> Run(JsonObject spec)
    {
        yield return Offenders.In(
            spec, container => container.Obj("securityContext").Flag("allowPrivilegeEscalation") is not false, "allowPrivilegeEscalation != false",
            "must set securityContext.allowPrivilegeEscalation=false");
        yield return Capabilities(spec);
        yield return Volumes(spec);
        yield return NonRoot(spec);
        yield return User(spec);
        yield return Seccomp(spec);
    }

    private static string? Capabilities(JsonObject spec)
    {
        var dropped = Offenders.In(
            spec, container => !container.Obj("securityContext").Obj("capabilities").Strings("drop").Contains("ALL"), "", "must set securityContext.capabilities.drop=[\"ALL\"]");
        var added = spec.AllContainers().SelectMany(Added).Distinct().ToList();
        var adding = Offenders.In(spec, container => Added(container).Any(), "", $"must not include {Offenders.Quoted(added)} in securityContext.capabilities.add");
        var parts = new[] { dropped, adding }.OfType<string>().Select(part => part.Trim(' ', '(', ')')).ToList();
        return parts.Count == 0 ? null : $"unrestricted capabilities ({string.Join("; ", parts)})";
    }

    private static IEnumerable<string> Added(JsonObject container) =>
        container.Obj("securityContext").Obj("capabilities").Strings("add").Where(name => name != "NET_BIND_SERVICE");

    private static string? Volumes(JsonObject spec)
    {
        var bad = spec.Items("volumes")
            .Select(volume => (Name: volume.Str("name") ?? "", Type: volume.Select(pair => pair.Key).FirstOrDefault(key => key != "name") ?? ""))
            .Where(volume => !VolumeTypes.Contains(volume.Type))
            .ToList();
        var types = bad.Select(volume => volume.Type).Distinct().Order(StringComparer.Ordinal).ToList();
        return bad.Count == 0
            ? null
            : $"restricted volume types ({(bad.Count == 1 ? "volume" : "volumes")} {Offenders.Quoted(bad.Select(volume => volume.Name))} {(bad.Count == 1 ? "uses" : "use")} "
                + $"restricted volume {(types.Count == 1 ? "type" : "types")} {Offenders.Quoted(types)})";
    }

    private static string? NonRoot(JsonObject spec)
    {
        var ofPod = spec.Obj("securityContext").Flag("runAsNonRoot");
        const string what = "runAsNonRoot != true";
        return ofPod is false && spec.AllContainers().Any(container => Own(container) is null) ? $"{what} (pod must not set securityContext.runAsNonRoot=false)"
            : Offenders.In(spec, container => Own(container) is false, what, "must not set securityContext.runAsNonRoot=false")
                ?? Offenders.In(spec, container => Own(container) is null && ofPod is null, what, "must set securityContext.runAsNonRoot=true", "pod or ");

        static bool? Own(JsonObject container) => container.Obj("securityContext").Flag("runAsNonRoot");
    }

    private static string? User(JsonObject spec) => spec.Obj("securityContext").Int("runAsUser") is 0
        ? "runAsUser=0 (pod must not set runAsUser=0)"
        : Offenders.In(spec, container => container.Obj("securityContext").Int("runAsUser") is 0, "runAsUser=0", "must not set runAsUser=0");

    private static string? Seccomp(JsonObject spec)
    {
        var ofPod = spec.Obj("securityContext").Obj("seccompProfile").Str("type");
        const string what = "seccompProfile";
        const string rule = "must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"";
        return ofPod is not null && !IsGood(ofPod) ? $"{what} (pod {rule})"
            : Offenders.In(spec, container => Own(container) is { } own && !IsGood(own), what, rule)
                ?? Offenders.In(spec, container => Own(container) is null && ofPod is null, what, rule, "pod or ");

        static string? Own(JsonObject container) => container.Obj("securityContext").Obj("seccompProfile").Str("type");

        static bool IsGood(string type) => type is "RuntimeDefault" or "Localhost";
    }
}
