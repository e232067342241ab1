using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Objects;

/// <summary>A stored object that its class cannot read. Nothing writes such a one, but an older state folder may have it: whoever reads many objects leaves it out, and it can be mended or deleted.</summary>
internal sealed class UnreadableObjectException(ResourceKind kind, ObjectKey key, Exception why)
    : Exception($"{kind.GroupResource} \"{key}\" cannot be read ({why.Message}). Mend it with kubectl edit or patch, or delete it.", why);
