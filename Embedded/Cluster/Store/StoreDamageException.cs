namespace Workshop.Cluster.Store;

/// <summary>The store's file is not what was written.</summary>
/// <param name="what">What is wrong with it, without a full stop.</param>
internal sealed class StoreDamageException(string what, Exception? inner = null) : Exception(what, inner);
