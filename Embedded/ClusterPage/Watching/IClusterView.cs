namespace Workshop.ClusterPage.Watching;

/// <summary>The watched view of a cluster, one for all pages. Reading costs nothing and asks nobody.</summary>
internal interface IClusterView
{
    /// <value>The newest snapshot. Two reads may differ: keep the one that you work on.</value>
    ClusterSnapshot Current { get; }

    /// <summary>
    /// Calls <paramref name="changed"/> after changes, at most about ten times a second, never twice at once, on a thread of the pool. It must be quick.
    /// Subscribe first, then read <see cref="Current"/>: nothing is missed so.
    /// </summary>
    /// <returns>Dispose it to hear no more.</returns>
    IDisposable Subscribe(Action changed);
}
