#nullable enable
#pragma warning disable ASPIREPROBES001

namespace Aspire.Hosting.ApplicationModel;

public class ProjectResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource, IContainerFilesDestinationResource
{
    public ProjectResource(string name) : base(name)
    {
    }
}
