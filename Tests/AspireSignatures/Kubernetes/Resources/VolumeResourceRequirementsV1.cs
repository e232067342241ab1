#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class VolumeResourceRequirementsV1
{
    public Dictionary<string, string> Limits { get; } = [];
    public Dictionary<string, string> Requests { get; } = [];
}
