using k8s.Models;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation.Policy;

/// <summary>What Pod Security's strictest profile, <c>restricted</c>, asks for, and a root file system that cannot be written.</summary>
internal static class SecurityPolicy
{
    public const string Profile = "restricted";

    // The user 'app' of .NET's images, and the user 'redis' of Redis'. Numbers, since a name cannot be shown to be another than root.
    private const long DotNetUser = 1654;
    private const long RedisUser = 999;

    /// <summary>Every pod of a namespace with these labels is refused unless it keeps the profile.</summary>
    public static Dictionary<string, string> NamespaceLabels() => new()
    {
        ["pod-security.kubernetes.io/enforce"] = Profile,
        ["pod-security.kubernetes.io/audit"] = Profile,
        ["pod-security.kubernetes.io/warn"] = Profile,
    };

    public static V1PodSecurityContext OfPod(Workload workload) => OfPod(workload.IsStateful ? RedisUser : DotNetUser);

    public static V1PodSecurityContext OfDotNetPod() => OfPod(DotNetUser);

    public static V1SecurityContext OfContainer() => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };

    private static V1PodSecurityContext OfPod(long user) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = user,
        RunAsGroup = user,
        // Volumes are given to the group, so that a user that is not root can write them.
        FsGroup = user,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };
}
