using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Workshop.Cluster.Store;

/// <summary>
/// Opens a cluster's store. Once it is known to be whole, and when it is closed in order, a copy is put beside it: should the file be damaged at the next start, that is what the cluster goes on
/// from, and what was damaged is kept for whoever wants to look at it.
/// </summary>
internal sealed partial class StoreOpening(TimeProvider time, ILogger<StoreOpening> logger)
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    private readonly List<string> _notices = [];

    /// <value>What whoever starts the cluster ought to know of its store.</value>
    public IReadOnlyList<string> Notices => _notices;

    /// <returns>Where the copy of a store lies.</returns>
    public static string CopyOf(string path) => path + ".last";

    /// <exception cref="ClusterException">It cannot be opened, or is damaged and so is its copy.</exception>
    public ObjectStore Open(string path)
    {
        var store = OpenOrRecover(path);
        Copy(store, path);
        store.Closing = () => Copy(store, path);
        return store;
    }

    private void Copy(ObjectStore store, string path)
    {
        try
        {
            store.CopyTo(CopyOf(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            // A disk without room for a second file still holds the first.
            LogNoCopy(path, e.Message);
        }
    }

    private ObjectStore OpenOrRecover(string path)
    {
        try
        {
            return ObjectStore.Open(path);
        }
        catch (StoreDamageException damage)
        {
            return Recover(path, damage);
        }
    }

    private ObjectStore Recover(string path, StoreDamageException damage)
    {
        if (!File.Exists(CopyOf(path)))
        {
            throw new ClusterException($"The cluster's store '{path}' is damaged: {damage.Message}. Delete it to begin with an empty cluster.", damage);
        }

        var from = File.GetLastWriteTimeUtc(CopyOf(path));
        var aside = $"{path}.damaged-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}";
        try
        {
            foreach (var part in Parts.Where(part => File.Exists(path + part)))
            {
                File.Move(path + part, aside + part, overwrite: true);
            }

            File.Copy(CopyOf(path), path);
            var store = ObjectStore.Open(path);
            LogRecovered(path, damage.Message, from, aside);
            _notices.Add($"The cluster's store was damaged ({damage.Message}). The cluster goes on from its copy of {from:u}; what was written since then is only in {aside}.");
            return store;
        }
        catch (StoreDamageException second)
        {
            throw new ClusterException($"The cluster's store '{path}' is damaged ({damage.Message}), and so is its copy '{CopyOf(path)}' ({second.Message}). Delete both to begin with an empty cluster.", second);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The cluster's store '{path}' is damaged ({damage.Message}), and its copy cannot take its place: {e.Message} Make its folder writable.", e);
        }
    }

    [LoggerMessage(3010, LogLevel.Warning, "The cluster's store {Path} was damaged ({Damage}). The cluster goes on from its copy of {From:u}; what was written since then is only in {Aside}.")]
    private partial void LogRecovered(string path, string damage, DateTime from, string aside);

    [LoggerMessage(3011, LogLevel.Warning, "No copy of the cluster's store {Path} could be made ({Why}): should the file be damaged, there is nothing to go on from.")]
    private partial void LogNoCopy(string path, string why);
}
