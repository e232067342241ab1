#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceWithParent : IResource
{
    IResource Parent { get; }
}
