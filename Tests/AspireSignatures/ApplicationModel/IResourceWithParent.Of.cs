#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    new T Parent { get; }
    IResource IResourceWithParent.Parent => Parent;
}
