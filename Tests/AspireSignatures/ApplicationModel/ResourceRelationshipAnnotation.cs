#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceRelationshipAnnotation : IResourceAnnotation
{
    public ResourceRelationshipAnnotation(IResource resource, string type) => (Resource, Type) = (resource, type);
    public IResource Resource { get; }
    public string Type { get; }
}
