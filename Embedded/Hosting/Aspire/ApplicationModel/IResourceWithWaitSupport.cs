namespace Aspire.Hosting.ApplicationModel;

/// <summary>Can be started after others.</summary>
public interface IResourceWithWaitSupport : IResource
{
}
