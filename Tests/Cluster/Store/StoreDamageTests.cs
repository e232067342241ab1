using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Store;

public sealed class StoreDamageTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly Told _log = new();
    private readonly StoreOpening _opening;

    public StoreDamageTests() => _opening = new StoreOpening(new FakeTimeProvider(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.Zero)), _log);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_changed_byte_of_an_object_is_seen_and_the_object_named()
    {
        _store.Add("a", "written");
        Change("UPDATE objects SET json = replace(json, 'written', 'wrotten')");

        Assert.Equal("configmaps 'default/a' is not what was written", Assert.Throws<StoreDamageException>(_store.Reopen).Message);
    }

    [Theory]
    [InlineData("UPDATE objects SET name = 'b'")]
    [InlineData("UPDATE objects SET uid = 'other'")]
    [InlineData("UPDATE objects SET version = version - 1")]
    [InlineData("UPDATE objects SET sum = sum + 1")]
    [InlineData("UPDATE counters SET value = 1")]
    [InlineData("UPDATE objects SET json = 'text in place of bytes'")]
    public void So_is_everything_else_that_a_row_holds(string change)
    {
        _store.Add("a");
        Change(change);

        Assert.Throws<StoreDamageException>(_store.Reopen);
    }

    [Fact]
    public void A_store_of_an_older_version_is_opened_and_its_rows_get_sums_as_they_are_written()
    {
        var item = _store.Add("a");
        Change("ALTER TABLE objects DROP COLUMN sum");

        _store.Reopen();
        Assert.NotNull(_store.Find("a"));
        _store.Replace(_store.Find("a")!, "2");
        Assert.True(_store.Find("a")!.ResourceVersion > item.ResourceVersion);

        Change("UPDATE objects SET uid = 'other'");
        Assert.Throws<StoreDamageException>(_store.Reopen);
    }

    [Fact]
    public void A_damaged_store_goes_on_from_its_copy_and_the_damaged_one_is_kept()
    {
        _store.Add("before");
        _store.Objects.Dispose();
        _opening.Open(_store.Path).Dispose();
        Write("after");
        var damaged = Cut(_store.Path, 2);

        using (var store = _opening.Open(_store.Path))
        {
            Assert.NotNull(store.Find(Kinds.KindTable.ConfigMap, TestStore.Key("before")));
            Assert.Null(store.Find(Kinds.KindTable.ConfigMap, TestStore.Key("after")));
        }

        Assert.Equal(damaged, File.ReadAllBytes(_store.Path + ".damaged-20261130-090000"));
        var told = Assert.Single(_log.Warnings);
        Assert.Contains($"{_store.Path} was damaged (", told, StringComparison.Ordinal);
        Assert.Contains("is only in " + _store.Path + ".damaged-20261130-090000", told, StringComparison.Ordinal);
        Assert.StartsWith("The cluster's store was damaged (", Assert.Single(_opening.Notices), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StoreOpening.CopyOf(_store.Path)));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_store.Path));
        }
    }

    [Fact]
    public void What_was_written_before_an_orderly_end_is_in_the_copy()
    {
        _store.Objects.Dispose();
        using (var store = _opening.Open(_store.Path))
        {
            store.TryAdd(Kinds.KindTable.ConfigMap, TestStore.Key("late"), "late", TestStore.Body("late", "1"));
        }

        Cut(_store.Path, 2);

        using var again = _opening.Open(_store.Path);
        Assert.NotNull(again.Find(Kinds.KindTable.ConfigMap, TestStore.Key("late")));
    }

    [Fact]
    public void Without_a_copy_or_with_a_damaged_one_it_is_refused_with_what_to_do()
    {
        _store.Objects.Dispose();
        File.WriteAllText(_store.Path, new string('x', 4096));
        Assert.Contains($"'{_store.Path}' is damaged: ", Refused(), StringComparison.Ordinal);
        Assert.EndsWith("Delete it to begin with an empty cluster.", Refused(), StringComparison.Ordinal);

        File.WriteAllText(StoreOpening.CopyOf(_store.Path), new string('y', 4096));
        Assert.EndsWith("Delete both to begin with an empty cluster.", Refused(), StringComparison.Ordinal);

        string Refused() => Assert.Throws<ClusterException>(() => _opening.Open(_store.Path)).Message;
    }

    [Fact]
    public void Whatever_byte_is_changed_the_store_is_as_it_was_or_seen_to_be_damaged()
    {
        for (var number = 0; number < 20; number++)
        {
            _store.Add($"object-{number}", new string((char)('a' + number), 300));
        }

        _store.Objects.Dispose();
        var whole = File.ReadAllBytes(_store.Path);
        var folder = Path.GetDirectoryName(_store.Path)!;
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 7]).Sample(
            place =>
            {
                var bytes = whole.ToArray();
                bytes[place.Item1] ^= (byte)(1 << place.Item2);
                var path = Path.Combine(folder, $"{Guid.NewGuid():N}.db");
                File.WriteAllBytes(path, bytes);
                return IsWholeOrRefused(path);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void A_write_that_the_disk_does_not_take_changes_nothing_and_later_ones_go_on()
    {
        var item = _store.Add("a", "1");
        Change("CREATE TRIGGER full_disk BEFORE INSERT ON objects BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");

        var refused = Assert.Throws<StatusException>(() => _store.Replace(item, "2"));
        Assert.Throws<StatusException>(() => _store.Add("b"));

        Assert.Equal((500, "InternalError"), (refused.Code, refused.Reason));
        Assert.Contains("database or disk is full", refused.Message, StringComparison.Ordinal);
        Assert.Equal((item.ResourceVersion, null), (_store.Find("a")!.ResourceVersion, _store.Find("b")));

        Change("DROP TRIGGER full_disk");
        Assert.NotNull(_store.Replace(item, "3"));
        _store.Reopen();
        Assert.Equal("3", _store.Find("a")!.ToJson()["data"]!["value"]!.ToString());
    }

    private static bool IsWholeOrRefused(string path)
    {
        try
        {
            using var store = ObjectStore.Open(path);
            var found = store.List(Kinds.KindTable.ConfigMap, null).Items;
            return found.Count == 20 && found.All(item => item.ToJson()["data"]!["value"]!.ToString().Length == 300);
        }
        catch (Exception e) when (e is StoreDamageException or ClusterException)
        {
            return true;
        }
    }

    private void Write(string name)
    {
        using var store = ObjectStore.Open(_store.Path);
        store.TryAdd(Kinds.KindTable.ConfigMap, TestStore.Key(name), name, TestStore.Body(name, new string('x', 20_000)));
    }

    // What a disk does that has lost the end of a file.
    private static byte[] Cut(string path, int parts)
    {
        var bytes = File.ReadAllBytes(path);
        bytes = bytes[..(bytes.Length / parts)];
        File.WriteAllBytes(path, bytes);
        return bytes;
    }

    private sealed class Told : ILogger<StoreOpening>
    {
        public List<string> Warnings { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Warning, logLevel);
            Warnings.Add(formatter(state, exception));
        }
    }

    // Behind the store's back.
    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_store.Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
