using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Workshop.Cluster.Access;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Store;

/// <summary>
/// The store's durable side: one SQLite file that holds every object and the newest resourceVersion. One writer at a time. Each row bears a sum of what was written: SQLite itself
/// sees damage to its own structure only.
/// </summary>
internal sealed class SqliteLedger : IDisposable
{
    // https://www.sqlite.org/rescode.html
    private const int NotUnderstood = 1;   // what ought to be there has another name
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _save;
    private readonly SqliteCommand _remove;
    private readonly SqliteCommand _version;

    private SqliteLedger(SqliteConnection connection)
    {
        _connection = connection;
        _save = Command(
            "INSERT INTO objects(kind, namespace, name, uid, version, json, sum) VALUES($kind, $namespace, $name, $uid, $version, $json, $sum) " +
            "ON CONFLICT(kind, namespace, name) DO UPDATE SET uid = $uid, version = $version, json = $json, sum = $sum",
            "$kind", "$namespace", "$name", "$uid", "$version", "$json", "$sum");
        _remove = Command("DELETE FROM objects WHERE kind = $kind AND namespace = $namespace AND name = $name", "$kind", "$namespace", "$name");
        _version = Command("INSERT INTO counters(name, value) VALUES('version', $version) ON CONFLICT(name) DO UPDATE SET value = $version", "$version");
    }

    /// <summary>Opens the file, made if missing.</summary>
    /// <exception cref="ClusterException">It cannot be opened.</exception>
    /// <exception cref="StoreDamageException">It is no store, or one that is not whole.</exception>
    public static SqliteLedger Open(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            // Its journals get the file's own mode.
            PrivateFiles.MakeFile(path);
            return Guarded(() => Prepare(connection));
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new ClusterException($"The cluster's store '{path}' cannot be opened ({e.Message}). Make its folder writable, or delete the file to begin with an empty cluster.", e);
            }

            throw;
        }
    }

    private static SqliteLedger Prepare(SqliteConnection connection)
    {
        connection.Open();
        // In WAL mode a commit is in the system's hands before the call returns: a killed process loses nothing. NORMAL spares
        // the wait for the disk; only a crash of the whole machine can cost the last moments, never consistency.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;");
        Execute(
            connection,
            "CREATE TABLE IF NOT EXISTS objects(kind TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, " +
            "json BLOB NOT NULL, sum INTEGER, PRIMARY KEY(kind, namespace, name)) WITHOUT ROWID;" +
            "CREATE TABLE IF NOT EXISTS counters(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;");
        if (Ask(connection, "SELECT count(*) FROM pragma_table_info('objects') WHERE name = 'sum'") is 0L)
        {
            // Made by an older version of this program: its rows get their sums as they are written.
            Execute(connection, "ALTER TABLE objects ADD COLUMN sum INTEGER");
        }

        return Ask(connection, "PRAGMA quick_check(1)") is "ok" ? new SqliteLedger(connection) : throw new StoreDamageException("its pages do not belong together");
    }

    /// <summary>All rows, each known to be what was written; also those of kinds that only another version serves.</summary>
    /// <exception cref="StoreDamageException">An object is not the one that was written.</exception>
    public IReadOnlyList<LedgerRow> Load() => Guarded(() =>
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT kind, namespace, name, uid, version, json, sum FROM objects";
        using var reader = command.ExecuteReader();
        List<LedgerRow> rows = [];
        while (reader.Read())
        {
            rows.Add(Row(reader));
        }

        return rows;
    });

    private static LedgerRow Row(SqliteDataReader reader)
    {
        var row = new LedgerRow(reader.GetString(0), new ObjectKey(reader.GetString(1), reader.GetString(2)), reader.GetString(3), reader.GetInt64(4), reader.GetFieldValue<byte[]>(5));
        return reader.IsDBNull(6) || reader.GetInt64(6) == SumOf(row.Group, row.Key, row.Uid, row.Version, row.Json)
            ? row
            : throw new StoreDamageException($"{row.Group} '{row.Key}' is not what was written");
    }

    /// <summary>Writes all that there is to another file, which is there whole or not at all.</summary>
    public void CopyTo(string path)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        PrivateFiles.MakeFile(unfinished);
        using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
        {
            copy.Open();
            _connection.BackupDatabase(copy);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <returns>The newest resourceVersion ever given out; null in a new file.</returns>
    /// <exception cref="StoreDamageException">It is older than an object's.</exception>
    public long? LoadVersion() => Guarded(() =>
    {
        var version = Ask(_connection, "SELECT value FROM counters WHERE name = 'version'") as long?;
        return Ask(_connection, "SELECT max(version) FROM objects") is long newest && newest > (version ?? 0)
            ? throw new StoreDamageException($"its newest version ({version}) is older than an object's ({newest})")
            : version;
    });

    /// <exception cref="StatusException">500: it cannot be written; nothing has changed.</exception>
    public void Save(StoredObject item) => Write(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Run(_save, transaction, item.Kind.GroupResource, item.Key.Namespace, item.Key.Name, item.Uid, item.ResourceVersion, item.Json.ToArray(),
            SumOf(item.Kind.GroupResource, item.Key, item.Uid, item.ResourceVersion, item.Json.Span));
        Run(_version, transaction, item.ResourceVersion);
        transaction.Commit();
    });

    /// <exception cref="StatusException">500: it cannot be written; nothing has changed.</exception>
    public void Remove(StoredObject item, long version) => Write(() =>
    {
        using var transaction = _connection.BeginTransaction();
        Run(_remove, transaction, item.Kind.GroupResource, item.Key.Namespace, item.Key.Name);
        Run(_version, transaction, version);
        transaction.Commit();
    });

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

    // The first eight bytes of SHA-256 of all that a row holds.
    private static long SumOf(string group, ObjectKey key, string uid, long version, ReadOnlySpan<byte> json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{group}\0{key.Namespace}\0{key.Name}\0{uid}\0{version}\0"));
        hash.AppendData(json);
        return BinaryPrimitives.ReadInt64LittleEndian(hash.GetHashAndReset());
    }

    private void Write(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException e)
        {
            throw new StatusException(500, "InternalError", $"The cluster's store '{_connection.DataSource}' cannot be written ({e.Message}): nothing was changed. Make room on its disk, and try again.");
        }
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is NotUnderstood or Corrupt or NotADatabase)
        {
            throw new StoreDamageException(e.Message.TrimEnd('.'), e);
        }
        catch (Exception e) when (e is InvalidCastException or FormatException)
        {
            throw new StoreDamageException($"a value is none of its column ({e.Message})", e);
        }
    }

    private static object? Ask(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
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

/// <summary>An object as the ledger has it, of a kind that need not be served.</summary>
/// <param name="Group">The kind, as <see cref="ResourceKind.GroupResource"/> names it.</param>
internal sealed record LedgerRow(string Group, ObjectKey Key, string Uid, long Version, byte[] Json)
{
    public StoredObject As(ResourceKind kind) => new(kind, Key, Uid, Version, Json);
}
