#nullable enable
#pragma warning disable ASPIREPROBES001

namespace Aspire.Hosting.ApplicationModel;

public class ExecutableResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    public ExecutableResource(string name, string command, string workingDirectory) : base(name) => throw null!;
    public string Command => throw null!;
    public string WorkingDirectory => throw null!;
}
