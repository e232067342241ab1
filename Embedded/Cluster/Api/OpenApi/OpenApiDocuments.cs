using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// OpenAPI: v3 by group and version, and v2 as a whole. The paths with their operations and query options, by which <c>kubectl apply</c> learns that this server checks fields itself, and
/// the schemas that <c>kubectl explain</c> shows. Patches name no body: kubectl then computes them from its own types, which know every built-in kind.
/// A document is made when somebody asks for it, and kept only as long as memory is not needed elsewhere: clients keep theirs by its hash.
/// </summary>
internal sealed class OpenApiDocuments
{
    private const string V2 = "v2";
    private const string V2Protobuf = "v2.protobuf";

    private readonly KindSet _kinds;
    private readonly ConcurrentDictionary<string, WeakReference<DiscoveryDocument>> _made = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Lazy<DiscoveryDocument> _index;

    public OpenApiDocuments(KindSet kinds)
    {
        _kinds = kinds;
        _index = new Lazy<DiscoveryDocument>(Index);
        Names = [.. kinds.All.Select(NameOf).Distinct(), "version"];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Where each document is, with a hash of what it is made from: a client keeps it for ever and asks anew under another hash.</summary>
    public DiscoveryDocument IndexDocument => _index.Value;

    /// <param name="name">Such as <c>api/v1</c> or <c>apis/apps/v1</c>.</param>
    public DiscoveryDocument? Find(string name)
    {
        if (!Names.Contains(name))
        {
            return null;
        }

        return Kept(name, () => DiscoveryDocument.Bytes(Make(name, TypeTexts.Load())));
    }

    /// <summary>All groups and versions in one document of OpenAPI v2.</summary>
    /// <param name="isProtobuf">As gnostic's message in place of JSON.</param>
    public DiscoveryDocument Swagger(bool isProtobuf) => isProtobuf
        ? Kept(V2Protobuf, () => GnosticMessage.Of(MakeV2()))
        : Kept(V2, () => DiscoveryDocument.Bytes(MakeV2()));

    /// <summary>Of what a document is made from: this program, and the definitions of custom resources.</summary>
    public string HashOf(string name) => _hashes.GetOrAdd(name, of =>
    {
        var sources = KindsOf(of).Select(kind => $"{kind.Kind} {kind.Custom?.SchemaText}").Prepend($"{typeof(OpenApiDocuments).Module.ModuleVersionId} {of}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', sources))));
    });

    private static string NameOf(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";

    private IEnumerable<ResourceKind> KindsOf(string name) => name is V2 or V2Protobuf ? _kinds.All : _kinds.All.Where(kind => NameOf(kind) == name);

    private DiscoveryDocument Index()
    {
        var paths = new JsonObject();
        foreach (var name in Names)
        {
            paths[name] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{name}?hash={HashOf(name)}" };
        }

        return DiscoveryDocument.Of(new JsonObject { ["paths"] = paths });
    }

    private DiscoveryDocument Kept(string name, Func<byte[]> make)
    {
        if (!_made.TryGetValue(name, out var kept) || !kept.TryGetTarget(out var document))
        {
            document = new DiscoveryDocument(make(), HashOf(name));
            _made[name] = new WeakReference<DiscoveryDocument>(document);
        }

        return document;
    }

    private JsonObject MakeV2()
    {
        var texts = TypeTexts.Load();
        return OpenApiV2Document.Of(Names.Select(name => Make(name, texts)));
    }

    private JsonObject Make(string name, TypeTexts texts)
    {
        var (paths, types) = (new JsonObject(), new TypeSchemas(texts));
        foreach (var kind in KindsOf(name))
        {
            OpenApiPaths.Add(paths, $"/{name}", kind);
            if (kind.Custom is null)
            {
                types.Add(kind);
            }
            else
            {
                CustomSchemas.Add(types.Schemas, kind, types.AddMetadata());
            }
        }

        if (name == "version")
        {
            paths["/version/"] = new JsonObject { ["get"] = new JsonObject { ["operationId"] = "getCodeVersion" } };
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = VersionEndpoint.GitVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = types.Schemas },
        };
    }
}
