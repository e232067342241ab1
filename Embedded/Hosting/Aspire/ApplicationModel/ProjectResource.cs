#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A project of this solution, run as pods.</summary>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
}
