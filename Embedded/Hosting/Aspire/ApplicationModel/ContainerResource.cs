#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An image of somebody else, run as pods.</summary>
public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    internal ContainerResource(string name)
        : base(name)
    {
    }
}
