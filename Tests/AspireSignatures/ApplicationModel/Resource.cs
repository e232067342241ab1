#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public abstract class Resource : IResource
{
    protected Resource(string name) => Name = name;
    public string Name { get; }
    public ResourceAnnotationCollection Annotations { get; } = [];
}
