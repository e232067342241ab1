using Microsoft.Data.Sqlite;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Store;

/// <summary>The store's durable side: one SQLite file that holds every object and the newest resourceVersion. One writer at a time.</summary>
internal sealed class SqliteLedger : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _save;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _version;

    private SqliteLedger(SqliteConnection connection)
    {
        _connection = connection;
        _save = Command(
            "INSERT INTO objects(kind, namespace, name, uid, version, json) VALUES($kind, $namespace, $name, $uid, $version, $json) " +
            "ON CONFLICT(kind, namespace, name) DO UPDATE SET uid = $uid, version = $version, json = $json",
            "$kind", "$namespace", "$name", "$uid", "$version", "$json");
        _remove = Command("DELETE FROM objects WHERE kind = $kind AND namespace = $namespace AND name = $name", "$kind", "$namespace", "$name");
        _version = Command("INSERT INTO counters(name, value) VALUES('version', $version) ON CONFLICT(name) DO UPDATE SET value = $version", "$version");
    }

    /// <summary>Opens the file, made if missing.</summary>
    /// <exception cref="ClusterException">It cannot be opened or is no store.</exception>
    public static SqliteLedger Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // In WAL mode a commit is in the system's hands before the call returns: a killed process loses nothing. NORMAL spares
            // the wait for the disk; only a crash of the whole machine can cost the last moments, never consistency.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
            Execute(
                connection,
                "CREATE TABLE IF NOT EXISTS objects(kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, " +
                "json BLOB NOT NULL, PRIMARY KEY(kind, namespace, name)) WITHOUT ROWID;" +
                "CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;");
            return new SqliteLedger(connection);
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new ClusterException($"The cluster's store '{path}' cannot be opened ({e.Message}). Make its folder writable, or delete the file to begin with an empty cluster.", e);
        }
    }

    /// <summary>All objects of the kinds that this cluster serves; rows of other kinds (written by another version) stay where they are.</summary>
    public IEnumerable<StoredObject> Load(Func<string, ResourceKind?> findKind)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT kind, namespace, name, uid, version, json FROM objects";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            if (findKind(reader.GetString(0)) is { } kind)
            {
                yield return new StoredObject(kind, new ObjectKey(reader.GetString(1), reader.GetString(2)), reader.GetString(3), reader.GetInt64(4), reader.GetFieldValue<byte[]>(5));
            }
        }
    }

    /// <returns>The newest resourceVersion ever given out; null in a new file.</returns>
    public long? LoadVersion()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT value FROM counters WHERE name = 'version'";
        return command.ExecuteScalar() as long?;
    }

    public void Save(StoredObject item)
    {
        using var transaction = _connection.BeginTransaction();
        Run(_save, transaction, item.Kind.GroupResource, item.Key.Namespace, item.Key.Name, item.Uid, item.ResourceVersion, item.Json.ToArray());
        Run(_version, transaction, item.ResourceVersion);
        transaction.Commit();
    }

    public void Remove(StoredObject item, long version)
    {
        using var transaction = _connection.BeginTransaction();
        Run(_remove, transaction, item.Kind.GroupResource, item.Key.Namespace, item.Key.Name);
        Run(_version, transaction, version);
        transaction.Commit();
    }

    public void Dispose()
    {
        _save.Dispose();
        _remove.Dispose();
        _version.Dispose();
        _connection.Dispose();
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
