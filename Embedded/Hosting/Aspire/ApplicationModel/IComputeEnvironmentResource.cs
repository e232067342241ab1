namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where compute resources are deployed to.</summary>
public interface IComputeEnvironmentResource : IResource
{
}
