#nullable enable
#pragma warning disable ASPIRECONTAINERSHELLEXECUTION001, ASPIREPROBES001

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    public ContainerResource(string name, string? entrypoint = null) : base(name) => Entrypoint = entrypoint;
    public string? Entrypoint { get; set; }
    [Experimental("ASPIRECONTAINERSHELLEXECUTION001")]
    public bool? ShellExecution { get => throw null!; set => throw null!; }
}
