#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class SecurityContextV1
{
    public bool? Privileged { get; set; }
    public AppArmorProfileV1? AppArmorProfile { get; set; }
    public SeccompProfileV1? SeccompProfile { get; set; }
    public bool? ReadOnlyRootFilesystem { get; set; }
    public bool? AllowPrivilegeEscalation { get; set; }
    public long? RunAsGroup { get; set; }
    public long? RunAsUser { get; set; }
    public CapabilitiesV1? Capabilities { get; set; }
    public SeLinuxOptionsV1? SeLinuxOptions { get; set; }
    public WindowsSecurityContextOptionsV1? WindowsOptions { get; set; }
    public string? ProcMount { get; set; }
    public bool? RunAsNonRoot { get; set; }
}
