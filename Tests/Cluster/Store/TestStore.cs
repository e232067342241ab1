using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Store;

/// <summary>A store in a folder of its own that can be closed and opened again.</summary>
internal sealed class TestStore : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workshop-store-").FullName;
    private readonly int _logged;

    public TestStore(int logged = 5_000)
    {
        _logged = logged;
        Objects = ObjectStore.Open(Path, _logged);
    }

    public string Path => System.IO.Path.Combine(_folder, "cluster.db");

    public ObjectStore Objects { get; private set; }

    public static ObjectKey Key(string name) => new("default", name);

    public StoredObject Add(string name, string value = "1") => Objects.TryAdd(KindTable.ConfigMap, Key(name), $"uid-{name}", Body(name, value))!;

    public StoredObject Replace(StoredObject current, string value) => Objects.TryReplace(current, Body(current.Key.Name, value))!;

    public StoredObject? Find(string name) => Objects.Find(KindTable.ConfigMap, Key(name));

    public static JsonObject Body(string name, string value) => new()
    {
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { ["value"] = value },
    };

    public void Reopen()
    {
        Objects.Dispose();
        Objects = ObjectStore.Open(Path, _logged);
    }

    public void Dispose()
    {
        Objects.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
