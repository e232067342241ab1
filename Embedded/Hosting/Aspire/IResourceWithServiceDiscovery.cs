using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Can be reached under its name: <c>http://NAME</c>.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints
{
}
