using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Network;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Addresses;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>A registry on a store of its own, with the namespaces of a new cluster, at noon of a fixed day.</summary>
internal sealed class TestRegistry : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workshop-registry-").FullName;
    private readonly ObjectStore _store;

    public TestRegistry()
    {
        _store = ObjectStore.Open(Path.Combine(_folder, "cluster.db"));
        var stored = new ObjectRegistry(_store, new LoopbackServiceAddresses(new LoopbackRange(99)), Time);
        SystemNamespaces.Ensure(stored);
        Objects = new ServedRegistry(stored, []);
        Client = new ClusterClient(Objects);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero));

    public ObjectStore Store => _store;

    public IObjectRegistry Objects { get; }

    public IClusterClient Client { get; }

    public static WriteOptions Strict => new() { FieldValidation = FieldValidation.Strict };

    public static ObjectKey Key(string name) => new("default", name);

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();

    public JsonObject Create(ResourceKind kind, string body) =>
        Objects.Create(kind, kind.IsNamespaced ? "default" : "", Json(body), Strict).ToJson();

    public JsonObject Patch(ResourceKind kind, string name, PatchType type, string body, FieldValidation validation = FieldValidation.Warn) =>
        Objects.Patch(kind, kind.IsNamespaced ? Key(name) : ObjectKey.Cluster(name), new ObjectPatch(type, JsonNode.Parse(body)!), new WriteOptions { FieldValidation = validation }).ToJson();

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
