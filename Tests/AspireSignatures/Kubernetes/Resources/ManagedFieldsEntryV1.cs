#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class ManagedFieldsEntryV1
{
    public FieldsV1 FieldsV1 { get; set; } = new();
    public string FieldsType { get; set; } = null!;
    public string Subresource { get; set; } = null!;
    public DateTime? Time { get; set; }
    public string ApiVersion { get; set; } = null!;
    public string Operation { get; set; } = null!;
    public string Manager { get; set; } = null!;
}
