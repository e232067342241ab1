using Aspire.Hosting.ApplicationModel;
using k8s.Models;

namespace Workshop.Hosting.Rows;

/// <summary>
/// A row that shows an object of the cluster, and later another one: its id stays, its name is the object's. No <see cref="IResourceWithParent"/>: Aspire would ask its
/// ancestors' health checks for it.
/// </summary>
internal sealed class ClusterRow : Resource
{
    private volatile string _name;

    public ClusterRow(string id, string name)
        : base(id)
    {
        Id = id;
        _name = name;
        AspireInternals.GiveId(this, id);
    }

    public string Id { get; }

    /// <summary>The pod as last seen; null in another row, and when it is gone.</summary>
    public V1Pod? Pod { get; set; }

    /// <summary>Changes when the row is hidden, never while it shows something.</summary>
    public override string Name => _name;

    public void Rename(string name) => _name = name;
}
