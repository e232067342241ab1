namespace Workshop.ClusterPage.Watching;

internal enum WatchChangeType
{
    Put,
    Removed,

    /// <summary>Only tells how far the watch has come.</summary>
    Bookmark,
}
