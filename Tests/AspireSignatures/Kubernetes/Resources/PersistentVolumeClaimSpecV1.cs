#nullable enable

namespace Aspire.Hosting.Kubernetes.Resources;

public sealed class PersistentVolumeClaimSpecV1
{
    public TypedLocalObjectReferenceV1? DataSource { get; set; }
    public string StorageClassName { get; set; } = null!;
    public string VolumeAttributesClassName { get; set; } = null!;
    public string VolumeMode { get; set; } = null!;
    public string VolumeName { get; set; } = null!;
    public TypedObjectReferenceV1? DataSourceRef { get; set; }
    public LabelSelectorV1? Selector { get; set; }
    public List<string> AccessModes { get; } = [];
    public VolumeResourceRequirementsV1 Resources { get; set; } = new();
}
