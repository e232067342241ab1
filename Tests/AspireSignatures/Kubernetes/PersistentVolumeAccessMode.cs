#nullable enable

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Kubernetes;

[Experimental("ASPIRECOMPUTE002")]
public enum PersistentVolumeAccessMode
{
    ReadWriteOnce = 0,
    ReadOnlyMany = 1,
    ReadWriteMany = 2,
    ReadWriteOncePod = 3,
}
