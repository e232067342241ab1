#nullable enable
#pragma warning disable ASPIRECOMPUTE002

using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes;

public sealed class KubernetesEnvironmentResource : Resource, IComputeEnvironmentResource
{
    public KubernetesEnvironmentResource(string name) : base(name)
    {
    }

    public bool DashboardEnabled { get; set; } = true;
    public string DefaultStorageType { get => throw null!; set => throw null!; }
    public string? DefaultStorageClassName { get => throw null!; set => throw null!; }
    public string DefaultStorageSize { get => throw null!; set => throw null!; }
    public string DefaultStorageReadWritePolicy { get => throw null!; set => throw null!; }
    public string DefaultImagePullPolicy { get => throw null!; set => throw null!; }
    public string DefaultServiceType { get => throw null!; set => throw null!; }
    public string? KubeConfigPath { get => throw null!; set => throw null!; }
    public IComputeEnvironmentResource? OwningComputeEnvironment { get => throw null!; set => throw null!; }
    [Experimental("ASPIRECOMPUTE002")]
    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference) => throw null!;
}
