#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public abstract class Resource : IResource
{
    protected Resource(string name) => throw null!;
    public string Name => throw null!;
    public ResourceAnnotationCollection Annotations => throw null!;
}
