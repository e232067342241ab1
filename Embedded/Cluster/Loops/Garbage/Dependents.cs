using System.Text;
using k8s.Models;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Garbage;

/// <summary>
/// Finds the objects that name an owner. It searches the stored text for the owner's uid, at memory speed, and decodes only what contains it:
/// an index would have to be kept true, this is true by itself.
/// </summary>
internal sealed class Dependents(IObjectRegistry registry)
{
    public IEnumerable<(StoredObject Item, V1ObjectMeta Metadata)> Of(GarbageKey owner)
    {
        // A namespaced owner has dependents in its own namespace only.
        var ns = owner.Key.Namespace.Length > 0 ? owner.Key.Namespace : null;
        var uid = Encoding.UTF8.GetBytes(owner.Uid);
        foreach (var kind in registry.Kinds.Current.Stored.Where(kind => ns is null || kind.IsNamespaced))
        {
            foreach (var item in registry.List(kind, ns).Items.Where(item => item.Json.Span.IndexOf(uid) >= 0))
            {
                var metadata = ObjectMetadata.Of(item);
                if (metadata.OwnerReferences?.Any(reference => reference.Uid == owner.Uid) == true)
                {
                    yield return (item, metadata);
                }
            }
        }
    }
}
