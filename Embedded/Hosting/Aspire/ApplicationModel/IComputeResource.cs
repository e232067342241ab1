namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs as pods.</summary>
public interface IComputeResource : IResource
{
}
