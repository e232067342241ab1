#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PodSecurityContextV1
{
    public AppArmorProfileV1? AppArmorProfile { get; set; }
    public SeccompProfileV1? SeccompProfile { get; set; }
    public long? FsGroup { get; set; }
    public long? RunAsGroup { get; set; }
    public long? RunAsUser { get; set; }
    public SeLinuxOptionsV1? SeLinuxOptions { get; set; }
    public List<long> SupplementalGroups { get; } = [];
    public List<SysctlV1> Sysctls { get; } = [];
    public WindowsSecurityContextOptionsV1? WindowsOptions { get; set; }
    public bool? RunAsNonRoot { get; set; }
    public string FsGroupChangePolicy { get; set; } = null!;
    public string SupplementalGroupsPolicy { get; set; } = null!;
}
