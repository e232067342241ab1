#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class WindowsSecurityContextOptionsV1
{
    public string GmsaCredentialSpec { get; set; } = null!;
    public string GmsaCredentialSpecName { get; set; } = null!;
    public string RunAsUserName { get; set; } = null!;
    public bool? HostProcess { get; set; }
}
