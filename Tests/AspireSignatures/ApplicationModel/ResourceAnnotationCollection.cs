#nullable enable

using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>
{
    protected override void ClearItems() => base.ClearItems();
    protected override void InsertItem(int index, IResourceAnnotation item) => base.InsertItem(index, item);
    protected override void RemoveItem(int index) => base.RemoveItem(index);
    protected override void SetItem(int index, IResourceAnnotation item) => base.SetItem(index, item);
}
