using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using YamlDotNet.RepresentationModel;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What honest clients ask of the API.</summary>
internal static class ApiInputs
{
    private const string Json = "application/json";
    private const string Yaml = "application/yaml";
    private const string Apply = "application/apply-patch+yaml";

    public static IReadOnlyList<string> Words { get; } =
    [
        "/status", "/scale", "/log", "/exec", "/attach", "/portforward", "/proxy", "/binding", "/eviction", "/token", "/ephemeralcontainers", "/finalize", "/namespaces/", "/api/v1/", "/apis/apps/v1/", "watch=true", "watch=1", "&resourceVersion=",
        "&resourceVersionMatch=NotOlderThan", "&limit=1", "&continue=", "&timeoutSeconds=1", "&allowWatchBookmarks=true", "&sendInitialEvents=true", "&labelSelector=", "&fieldSelector=", "metadata.name=", "a in (b,c)", "!a", "&fieldManager=", "&force=true",
        "&dryRun=All", "&fieldValidation=Strict", "&fieldValidation=Warn", "&propagationPolicy=Foreground", "&gracePeriodSeconds=0", "&pretty=true", "application/json", "application/yaml", "application/json;as=Table;v=v1;g=meta.k8s.io",
        "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "application/vnd.kubernetes.protobuf", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml",
        "metadata", "name", "namespace", "generateName", "labels", "annotations", "finalizers", "ownerReferences", "managedFields", "deletionTimestamp", "resourceVersion", "uid", "spec", "status", "containers", "$patch", "$retainKeys", "$setElementOrder/containers",
        "$deleteFromPrimitiveList/finalizers", "\"op\":\"move\"", "\"from\":", "/metadata/labels/~1", "/-", "100m", "1Gi", "1e3", "Always", "RollingUpdate", "25%", "f:metadata", "k:{\"name\":\"a\"}",
    ];

    /// <summary>Looking: lists, watches, tables, documents.</summary>
    public static IReadOnlyList<byte[]> Paths(FuzzedApi api)
    {
        Fill(api);
        string[] lines =
        [
            "GET /api/v1/namespaces/default/pods?labelSelector=a%20in%20(b,c),!d,e!=f&fieldSelector=metadata.name=a,status.phase!=Running&limit=1", "GET /api/v1/pods?watch=true&resourceVersion=0&timeoutSeconds=1&allowWatchBookmarks=true",
            "GET /apis/apps/v1/namespaces/default/deployments?resourceVersion=1&resourceVersionMatch=NotOlderThan", "GET /api/v1/watch/namespaces/default/pods/a?timeoutSeconds=1", "GET /api/v1/namespaces/default/configmaps/a", "GET /apis", "GET /api", "GET /apis/apps/v1",
            "GET /openapi/v2", "GET /openapi/v3", "GET /openapi/v3/apis/apps/v1?hash=x", "GET /version", "GET /readyz?verbose&exclude=x", "GET /healthz/ping", "GET /apis/metrics.k8s.io/v1beta1/nodes", "GET /api/v1/namespaces/default/pods/a/log?tailLines=1&sinceSeconds=5&limitBytes=10&timestamps=true",
            "GET /api/v1/namespaces/default/services/http:a:80/proxy/x?y=z", "GET /api/v1/nodes/a/proxy/healthz", "GET /api/v1/componentstatuses", "DELETE /api/v1/namespaces/default/configmaps/b?propagationPolicy=Orphan&gracePeriodSeconds=5&dryRun=All",
            "DELETE /api/v1/namespaces/default/pods?labelSelector=x=y", "HEAD /api/v1/namespaces", "OPTIONS /api/v1/pods", $"GET /api/v1/configmaps?limit=1&continue={Base64Url.EncodeToString("{\"v\":\"meta.k8s.io/v1\",\"rv\":7,\"start\":\"default/a\"}"u8)}",
            "GET /api/v1/events?fieldSelector=involvedObject.kind=Pod,reason=Started", "GET /apis/apps/v1/namespaces/default/deployments/hello/scale",
        ];
        string[] accepts = ["Accept: application/json", "Accept: application/json;as=Table;v=v1;g=meta.k8s.io,application/json;q=0.5", "Accept: application/yaml, */*;q=0.1", "Accept: application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io\nImpersonate-User: system:serviceaccount:default:default"];
        return [.. lines.SelectMany(line => accepts.Select(accept => ApiRequestText.Of(line, "", "", accept)))];
    }

    /// <summary>Every kind, created and put as JSON and YAML; what is asked with a body.</summary>
    public static IReadOnlyList<byte[]> Objects(FuzzedApi api)
    {
        var inputs = new List<byte[]>();
        foreach (var (kind, body) in Examples())
        {
            var list = $"{PathOf(kind)}?fieldManager=x";
            inputs.Add(ApiRequestText.Of($"POST {list}", body.ToJsonString(), Json));
            inputs.Add(ApiRequestText.Of($"POST {list}&fieldValidation=Strict&dryRun=All", body.ToJsonString(), Yaml));
            inputs.Add(ApiRequestText.Of($"PUT {PathOf(kind)}/{body["metadata"]!["name"]}?fieldValidation=Warn", body.ToJsonString(), Json));
        }

        inputs.AddRange(Questions().Select(question => ApiRequestText.Of($"POST {question.Path}", question.Body, Json)));
        inputs.Add(ApiRequestText.Of("POST /api/v1/namespaces/default/configmaps", "apiVersion: v1\nkind: ConfigMap\nmetadata: &m\n  name: y\n  labels: {a: 'b', c: !!str 1}\ndata:\n  <<: *m\n  k: |\n    text\n", Yaml));
        Fill(api);
        return inputs;
    }

    /// <summary>All four ways to change what is there.</summary>
    public static IReadOnlyList<byte[]> Patches(FuzzedApi api)
    {
        Fill(api);
        var inputs = new List<byte[]>();
        foreach (var (kind, body) in Examples().DistinctBy(example => example.Kind))
        {
            var path = $"PATCH {PathOf(kind)}/{body["metadata"]!["name"]}";
            inputs.Add(ApiRequestText.Of(path, """{"metadata":{"labels":{"a":"b","c":null},"finalizers":["x/y"]}}""", "application/merge-patch+json"));
            inputs.Add(ApiRequestText.Of($"{path}?dryRun=All", """[{"op":"add","path":"/metadata/labels","value":{"a":"b"}},{"op":"test","path":"/metadata/labels/a","value":"b"},{"op":"copy","from":"/metadata/labels/a","path":"/metadata/labels/c"},{"op":"move","from":"/metadata/labels/c","path":"/metadata/labels/d"},{"op":"remove","path":"/metadata/labels/d"}]""", "application/json-patch+json"));
            inputs.Add(ApiRequestText.Of(path, new JsonObject { ["metadata"] = new JsonObject { ["$retainKeys"] = new JsonArray("labels"), ["labels"] = new JsonObject { ["$patch"] = "replace", ["x"] = "y" } }, ["spec"] = body["spec"]?.DeepClone() }.ToJsonString(), "application/strategic-merge-patch+json"));
            inputs.Add(ApiRequestText.Of($"{path}?fieldManager=me&force=true", body.ToJsonString(), Apply));
            inputs.Add(ApiRequestText.Of($"{path}/status", """{"status":{"conditions":[{"type":"Ready","status":"True","lastTransitionTime":"2024-01-01T00:00:00Z"}]}}""", "application/merge-patch+json"));
        }

        inputs.Add(ApiRequestText.Of("PATCH /apis/apps/v1/namespaces/default/deployments/hello/scale", """{"spec":{"replicas":3}}""", "application/merge-patch+json"));
        return inputs;
    }

    /// <summary>Who asks: tokens of ServiceAccounts, made and spoilt.</summary>
    public static IReadOnlyList<byte[]> Tokens(FuzzedApi api)
    {
        var account = api.Registry.Create(KindTable.ServiceAccount, "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "fuzz" } }, new WriteOptions()).As<k8s.Models.V1ServiceAccount>();
        var token = new ServiceAccountTokens(api.Keys, api.Registry, TimeProvider.System).Issue(account, [], TimeSpan.FromDays(1)).Token;
        string[] headers =
        [
            $"Authorization: Bearer {token}",
            $"Authorization: Bearer {api.Keys.AdminToken}",
            $"{ApiRequestText.JwtHeader}: {string.Join('|', token.Split('.')[..2].Select(part => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part))))}|x",
        ];
        return [.. headers.Select(header => ApiRequestText.Of("GET /api/v1/namespaces/default/pods", "", "", header))];
    }

    /// <summary>The beginnings of streams: what no stream follows is refused.</summary>
    public static IReadOnlyList<byte[]> Streams(FuzzedApi api)
    {
        Fill(api);
        string[] lines =
        [
            "POST /api/v1/namespaces/default/pods/a/exec?command=sh&command=-c&stdin=true&stdout=true&stderr=true&tty=true&container=c", "GET /api/v1/namespaces/default/pods/a/attach?stdout=1&container=c", "GET /api/v1/namespaces/default/pods/a/portforward?ports=80&ports=81",
            "POST /api/v1/namespaces/default/pods/a/portforward",
        ];
        string[] headers = ["Connection: Upgrade\nUpgrade: SPDY/3.1\nX-Stream-Protocol-Version: v4.channel.k8s.io", "Upgrade: websocket\nSec-WebSocket-Version: 13\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Protocol: v5.channel.k8s.io, v4.channel.k8s.io", "X: y"];
        return [.. lines.SelectMany(line => headers.Select(header => ApiRequestText.Of(line, "", "", header)))];
    }

    // The objects of the labs and of what is published, and one of each kind that those have not.
    private static IEnumerable<(ResourceKind Kind, JsonObject Body)> Examples()
    {
        var files = Directory.EnumerateFiles(Repository.PathOf("Labs"), "*.yaml", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(PublishedFiles.Folder, "kubernetes"), "*.yaml", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        var read = files.SelectMany(Documents).Concat(ApiExamples.All.Select(text => JsonNode.Parse(text)!.AsObject()));
        return read
            .Select(body => (Kind: KindSet.BuiltIn.FindByKind(body["apiVersion"]?.ToString() ?? "", body["kind"]?.ToString() ?? "")!, Body: body))
            .Where(example => example.Kind is { IsQuestion: false } && example.Body["metadata"]?["name"] is not null)
            .DistinctBy(example => (example.Kind, example.Body["spec"]?.ToJsonString()))
            .GroupBy(example => example.Kind)
            .SelectMany(kind => kind.Take(4));
    }

    private static IEnumerable<JsonObject> Documents(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        return stream.Documents.Select(document => YamlJson.Of(document.RootNode)).OfType<JsonObject>();
    }

    private static IEnumerable<(string Path, string Body)> Questions() =>
    [
        ("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", """{"spec":{"resourceAttributes":{"verb":"get","resource":"pods","namespace":"default"}}}"""),
        ("/apis/authorization.k8s.io/v1/subjectaccessreviews", """{"spec":{"user":"a","groups":["b"],"nonResourceAttributes":{"path":"/x","verb":"get"}}}"""),
        ("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", """{"spec":{"namespace":"default"}}"""),
        ("/apis/authentication.k8s.io/v1/tokenreviews", """{"spec":{"token":"a.b.c","audiences":["x"]}}"""),
        ("/api/v1/namespaces/default/serviceaccounts/default/token", """{"spec":{"audiences":["a"],"expirationSeconds":600,"boundObjectRef":{"kind":"Pod","name":"a"}}}"""),
        ("/api/v1/namespaces/default/pods/a/eviction", """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"a"},"deleteOptions":{"gracePeriodSeconds":1}}"""),
        ("/api/v1/namespaces/default/pods/a/binding", """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"a"},"target":{"kind":"Node","name":"n"}}"""),
    ];

    private static string PathOf(ResourceKind kind) => string.Create(
        CultureInfo.InvariantCulture, $"{(kind.Group.Length == 0 ? "/api" : $"/apis/{kind.Group}")}/{kind.Version}{(kind.IsNamespaced ? "/namespaces/default" : "")}/{kind.Plural}");

    // What can be looked at and changed; what one of them misses, none of the others needs.
    private static void Fill(FuzzedApi api)
    {
        foreach (var (kind, body) in Examples())
        {
            try
            {
                var copy = body.DeepClone().AsObject();
                copy["metadata"]!.AsObject().Remove("namespace");
                api.Registry.Create(kind, kind.IsNamespaced ? "default" : "", copy, new WriteOptions());
            }
            catch (StatusException e) when (e.Code == 409)
            {
                // Two labs have one of the same name.
            }
        }
    }
}
