#nullable enable

using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    public ResourceAnnotationCollection() => throw null!;
    protected override void ClearItems() => throw null!;
    protected override void InsertItem(int index, IResourceAnnotation item) => throw null!;
    protected override void RemoveItem(int index) => throw null!;
    protected override void SetItem(int index, IResourceAnnotation item) => throw null!;
}
