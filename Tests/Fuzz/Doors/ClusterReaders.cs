using System.Text;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Protobuf;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Images;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.CronJobs;
using Workshop.Cluster.Nodes.Containers;
using Workshop.Cluster.Nodes.Logs;
using Workshop.Cluster.Nodes.Probes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom;
using Workshop.Cluster.Registry.Custom.Expressions;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Selectors;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What the cluster reads that clients and pods wrote, each reader by itself.</summary>
internal static class ClusterReaders
{
    public static IEnumerable<ReaderDoor> All() =>
    [
        ReaderDoor.OfBytes("yaml", bytes => ReaderDoor.Refuse<StatusException>(() => YamlBody.Read(bytes)), Texts("a: 1\nb: [x, 'y', \"z\"]\nc:\n  - d: |\n      text\n  - >-\n    folded\n", "a: &x {b: c}\nd: *x\ne:\n  <<: *x\n", "--- !!map\n? k\n: v\n...\n---\n- 1.5\n- ~\n- yes\n"), "&a ", "*a", "- ", "? ", ": ", "!!str ", "<<: ", "|", ">-", "---\n", "...\n", "[", "{a: "),
        ReaderDoor.OfBytes("json-body", ReadJson, Texts("""{"a":{"b":[1,2.5,true,null,"x"]},"a":1}""", """{"apiVersion":"v1","kind":"Pod"}""")),
        ReaderDoor.OfBytes("protobuf-body", bytes => ReaderDoor.Refuse<StatusException>(() => ProtobufBody.Read(bytes)), [ProtobufPod()], "k8s\0"),
        ReaderDoor.Refusing<StatusException>("label-selector", text => LabelSelector.Parse(text).Matches(Labels), ["a=b,c!=d,e in (f,g),!h,i notin (j),k>5", "app.kubernetes.io/name==x"], " in (", " notin (", ")", ",", "!", ">", "a.b/c"),
        ReaderDoor.Refusing<StatusException>("field-selector", text => FieldSelector.Parse(text, KindTable.Pod), ["metadata.name=a,status.phase!=Running", @"spec.nodeName=a\,b"], "metadata.name", "\\,", "\\=", "!=", "=="),
        ReaderDoor.Refusing<StatusException>("continue-token", text => ContinueToken.Decode(text), [new ContinueToken(7, new("ns", "name")).Encode()]),
        ReaderDoor.OfText("resource-path", text => ResourcePath.Parse(text), ["/api/v1/namespaces/default/pods/a/log", "/apis/apps/v1/watch/namespaces/x/deployments", "/api/v1/nodes/n/proxy/a/b"]),
        ReaderDoor.OfText("accept-header", text => ResponseFormat.Parse(text), ["application/json;as=Table;v=v1;g=meta.k8s.io,application/json;q=0.9,*/*"], ";q=", ";as=Table", "application/yaml", "*/*"),
        ReaderDoor.OfText("quantity", Quantity, ["100m", "1.5Gi", "1e3", "-2k", "0.000001", "12E6"], "m", "Ki", "E", "e", "n", "u"),
        ReaderDoor.Refusing<FormatException>("time", text => GoTime.Parse(text), ["2024-02-29T12:34:56Z", "2024-02-29T12:34:56+01:00"], "T", "Z", "+23:59", ".999"),
        ReaderDoor.Refusing<FormatException>("micro-time", text => GoTime.ParseMicro(text), ["2024-02-29T12:34:56.123456Z"], "T", "Z", "-00:01", ".999999"),
        ReaderDoor.OfText("schedule", Schedule, ["*/5 1-3 * JAN,FEB MON-FRI", "@every 1h30m", "@daily", "0 0 29 2 *"], "*/", "-", ",", "@every ", "L", "?", "MON", "1h", "ns", "TZ=UTC "),
        ReaderDoor.Refusing<FormatException>("json-path", text => JsonPath.Parse(text).First(JsonNode.Parse("""{"spec":{"a":[{"type":"x","v":1}]}}""")!), [".spec.a[0].v", "$.spec['a'][?(@.type==\"x\")].v", ".spec.a[*].v", @".metadata.labels.a\.b"], "[?(@.", "==\"x\")]", "[*]", "['", "']", "[-1]", ".*"),
        ReaderDoor.OfText("rule", Rule, ["self.a <= 5 && self.b.all(x, x.startsWith('y'))\n{\"a\":1,\"b\":[\"y\"]}", "has(self.c) ? size(self.c) > 2 : self.a in [1,2]\n{\"a\":3,\"c\":\"text\"}", "self.b.map(x, x.upperAscii()).join(',').matches('^[A-Z]+$')\n{\"b\":[\"q\"]}", "isURL(self.u) || int(self.u) / self.a == 2 || self.u.find('[0-9]+') == '7'\n{\"u\":\"12\",\"a\":0}"],
            "self.", ".all(x, ", ".exists(x, ", ".map(x, ", ".filter(x, ", "has(", "size(", "int(", "double(", "string(", "duration('1h')", "timestamp('2024-01-01T00:00:00Z')", ".substring(", ".split(", ".replace(", ".charAt(", ".findAll(", ".matches('", "isIP(", " in ", " && ", " ? ", " / ", " % ", "[0]", "b'a'", ".sum()", ".min()", ".isSorted()"),
        ReaderDoor.OfText("schema", Schema, ["""{"type":"object","properties":{"a":{"type":"string","pattern":"^(a|b)+$","maxLength":3,"format":"date-time","enum":["x"],"default":"x"},"b":{"type":"array","items":{"type":"integer","minimum":1,"multipleOf":2},"x-kubernetes-list-type":"set"},"c":{"x-kubernetes-int-or-string":true,"anyOf":[{"type":"integer"},{"type":"string"}]}}}"""], "$ref", "not", "allOf", "additionalProperties", "x-kubernetes-validations", "nullable", "(?=", "[[:alpha:]]", "\\\\p{L}", "(?P<n>", "{1000}", "(a*)*"),
        ReaderDoor.OfText("image-reference", text => ImageReference.TryParse(text, out _)?.FullName.Trim(), ["docker.io/library/busybox:1.36", "localhost:5000/a/b@sha256:0123456789abcdef0123456789abcdef", "redis"], ":", "@sha256:", "/", "latest"),
        ReaderDoor.OfText("variables", text => VariableExpansion.Expand(text, Labels), ["$(a) $$(a) $(b", "x$y$$z"], "$(", "$$", ")", "a"),
        ReaderDoor.OfBytes("log-line", bytes => _ = CriLine.TryParse(bytes, out _, out _, out _), Texts("2016-10-06T00:17:09.669794202Z stdout F the line", "2016-10-06T00:17:09.669794202Z stderr P part")),
        ReaderDoor.OfBytes("terminal-size", bytes => new TerminalSizes().Push(bytes, isWhole: true), Texts("""{"Width":100,"Height":30}""")),
        ReaderDoor.OfText("grpc-answer", text => GrpcHealth.Judge(Encoding.UTF8.GetBytes(text), text.Split(' ')[0], text), ["0 a\u0008\u0001", "12 not%20there", "5"]),
        ReaderDoor.OfText("yaml-answer", YamlAnswer, ["""{"a":["b\nc",1,null,{}],"d":{"e: f":"- g"}}"""]),
    ];

    private static Dictionary<string, string> Labels { get; } = new(StringComparer.Ordinal) { ["a"] = "b", ["e"] = "f", ["k"] = "7" };

    private static IEnumerable<byte[]> Texts(params IEnumerable<string> texts) => texts.Select(Encoding.UTF8.GetBytes);

    private static void ReadJson(byte[] bytes)
    {
        ReaderDoor.Refuse<StatusException>(() => new RequestBody("application/json", bytes).ReadObject("Pod", new WriteOptions()));
        ReaderDoor.Refuse<StatusException>(() => new RequestBody("application/json", bytes).ReadPatch("patch: "));
    }

    private static void Quantity(string text)
    {
        // Decoded as a field of a body is.
        var body = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "a" }, ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["cpu"] = text } } };
        ReaderDoor.Refuse<StatusException>(() => BodyDecoder.Decode(KindTable.ResourceQuota, body, new WriteOptions()));
    }

    private static void Schedule(string text)
    {
        if (CronSchedule.Problem(text) is null)
        {
            CronSchedule.Parse(text, TimeZoneInfo.Utc).Next(new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc));
        }
    }

    private static void Rule(string text)
    {
        var parts = text.Split('\n', 2);
        var schema = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true, ["x-kubernetes-validations"] = new JsonArray(new JsonObject { ["rule"] = parts[0], ["messageExpression"] = parts[0] }) };
        var value = Json(parts.Length > 1 ? parts[1] : "") ?? new JsonObject { ["a"] = 1 };
        SchemaRules.Validate(schema, "schema", new FieldErrors());
        RuleValidation.Validate(SchemaReader.Read(schema), value, null, new FieldErrors());
    }

    private static void Schema(string text)
    {
        if (Json(text) is not { } schema)
        {
            return;
        }

        var errors = new FieldErrors();
        SchemaRules.Validate(schema, "schema", errors);
        if (!errors.Any)
        {
            var read = SchemaReader.Read(schema);
            var value = JsonNode.Parse("""{"a":"b","b":[1,2,2,null],"c":"5","d":{"e":1.5}}""")!.AsObject();
            SchemaDefaults.Apply(read, value);
            SchemaValidation.Validate(read, value, null, "", new FieldErrors());
        }
    }

    private static void YamlAnswer(string text)
    {
        if (Json(text) is { } json)
        {
            YamlText.From(Encoding.UTF8.GetBytes(json.ToJsonString()));
        }
    }

    // As a body comes to a reader.
    private static JsonObject? Json(string text)
    {
        JsonObject? read = null;
        ReaderDoor.Refuse<StatusException>(() => read = new RequestBody("application/json", Encoding.UTF8.GetBytes(text)).ReadObject("Pod", new WriteOptions()));
        return read;
    }

    // { apiVersion: v1, kind: Pod }, then metadata.name and a container, as kubectl's typed client writes them.
    private static byte[] ProtobufPod() =>
    [
        .. "k8s\0"u8, 0x0a, 0x09, 0x0a, 0x02, .. "v1"u8, 0x12, 0x03, .. "Pod"u8,
        0x12, 0x12, 0x0a, 0x03, 0x0a, 0x01, (byte)'a', 0x12, 0x0b, 0x12, 0x09, 0x0a, 0x01, (byte)'c', 0x12, 0x04, .. "x:12"u8,
    ];
}
