using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom.Schemas;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>What a schema keeps, fills in and refuses, in the words of Kubernetes' validator.</summary>
public sealed class SchemaTests : IDisposable
{
    private readonly DefinitionWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("""{"type":"string"}""", "5", "spec.a: Invalid value: \"integer\": spec.a in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"integer"}""", "1.5", "spec.a: Invalid value: \"number\": spec.a in body must be of type integer: \"number\"")]
    [InlineData("""{"type":"boolean"}""", "\"yes\"", "spec.a: Invalid value: \"string\": spec.a in body must be of type boolean: \"string\"")]
    [InlineData("""{"type":"object"}""", "[]", "spec.a: Invalid value: \"array\": spec.a in body must be of type object: \"array\"")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "[null]", "spec.a[0]: Invalid value: \"null\": spec.a[0] in body must be of type string: \"null\"")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "true", "spec.a: Invalid value: \"boolean\": spec.a in body must be of type integer,string: \"boolean\"")]
    [InlineData("""{"type":"object","required":["b"],"properties":{"b":{"type":"string"}}}""", "{}", "spec.a.b: Required value")]
    [InlineData("""{"type":"string","enum":["x","y"]}""", "\"z\"", "spec.a: Unsupported value: \"z\": supported values: \"x\", \"y\"")]
    [InlineData("""{"type":"integer","enum":[1,2]}""", "3", "spec.a: Unsupported value: 3: supported values: \"1\", \"2\"")]
    [InlineData("""{"type":"string","pattern":"^a\\d$"}""", "\"b\"", "spec.a: Invalid value: \"b\": spec.a in body should match '^a\\d$'")]
    [InlineData("""{"type":"string","minLength":2}""", "\"b\"", "spec.a: Invalid value: \"b\": spec.a in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":2}""", "\"bbb\"", "spec.a: Too long: may not be longer than 2")]
    [InlineData("""{"type":"integer","minimum":1}""", "0", "spec.a: Invalid value: 0: spec.a in body should be greater than or equal to 1")]
    [InlineData("""{"type":"number","maximum":1.5}""", "2", "spec.a: Invalid value: 2: spec.a in body should be less than or equal to 1.5")]
    [InlineData("""{"type":"integer","minimum":1,"exclusiveMinimum":true}""", "1", "spec.a: Invalid value: 1: spec.a in body should be greater than 1")]
    [InlineData("""{"type":"integer","multipleOf":5}""", "7", "spec.a: Invalid value: 7: spec.a in body should be a multiple of 5")]
    [InlineData("""{"type":"integer","format":"int32"}""", "3000000000", "spec.a: Invalid value: 3000000000: spec.a in body must be of type int32: \"int64\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"today\"", "spec.a: Invalid value: \"today\": spec.a in body must be of type date-time: \"today\"")]
    [InlineData("""{"type":"array","maxItems":1,"items":{"type":"string"}}""", """["a","b"]""", "spec.a: Too many: 2: must have at most 1 items")]
    [InlineData("""{"type":"array","minItems":1,"items":{"type":"string"}}""", "[]", "spec.a: Invalid value: 0: spec.a in body should have at least 1 items")]
    [InlineData("""{"type":"object","maxProperties":1,"additionalProperties":{"type":"string"}}""", """{"x":"1","y":"2"}""", "spec.a: Too many: 2: must have at most 1 items")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", """{"x":1}""", "spec.a.x: Invalid value: \"integer\": spec.a.x in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}""", """["x","x"]""", "spec.a[1]: Duplicate value: \"x\"")]
    [InlineData(
        """{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"],"items":{"type":"object","properties":{"n":{"type":"string"}}}}""",
        """[{"n":"x"},{"n":"x"}]""",
        "spec.a[1]: Duplicate value: map[string]interface {}{\"n\":\"x\"}")]
    [InlineData("""{"type":"integer","anyOf":[{"maximum":1},{"minimum":9}]}""", "5", "spec.a: Invalid value: 5: spec.a in body must validate at least one schema (anyOf)")]
    [InlineData("""{"type":"integer","oneOf":[{"maximum":9},{"minimum":1}]}""", "5", "spec.a: Invalid value: 5: spec.a in body must validate one and only one schema (oneOf)")]
    [InlineData("""{"type":"integer","allOf":[{"minimum":9}]}""", "5", "spec.a: Invalid value: 5: spec.a in body should be greater than or equal to 9")]
    [InlineData("""{"type":"integer","not":{"minimum":1}}""", "5", "spec.a: Invalid value: 5: spec.a in body must not validate the schema (not)")]
    public void A_value_that_the_schema_does_not_allow_is_refused(string schema, string value, string why)
    {
        Establish(schema);

        var refused = Assert.Throws<StatusException>(() => _world.CreateTab($$"""{"a":{{value}}}"""));

        Assert.Equal((422, $"CronTab.stable.example.com \"a\" is invalid: {why}"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("""{"type":"string"}""", "\"5\"")]
    [InlineData("""{"type":"number"}""", "5")]
    [InlineData("""{"type":"integer"}""", "5")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "5")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "\"http\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"type":"string","pattern":"^a$"}""", "\"a\"")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"2026-01-02T03:04:05Z\"")]
    [InlineData("""{"type":"string","format":"a-format-of-my-own"}""", "\"x\"")]
    [InlineData("""{"type":"object","x-kubernetes-preserve-unknown-fields":true}""", """{"any":{"thing":[null]}}""")]
    [InlineData("""{"x-kubernetes-preserve-unknown-fields":true}""", "[1,\"a\"]")]
    [InlineData("""{"type":"object","additionalProperties":true}""", """{"x":{"y":1}}""")]
    [InlineData("""{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}""", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{}}""")]
    public void A_value_that_the_schema_allows_is_kept_as_it_is(string schema, string value)
    {
        Establish(schema);
        Assert.Equal(JsonNode.Parse(value)?.ToJsonString(), _world.CreateTab($$"""{"a":{{value}}}""")["spec"]!["a"]?.ToJsonString());
    }

    [Fact]
    public void Strict_refuses_unknown_fields_by_their_paths()
    {
        Establish("""{"type":"array","items":{"type":"object","properties":{"b":{"type":"string"}}}}""");
        var body = DefinitionWorld.Tab("""{"z":1,"a":[{"b":"x"},{"c":1}]}""");
        body["metadata"]!["lables"] = new JsonObject();
        body["statuss"] = 1;

        var refused = Assert.Throws<StatusException>(() => _world.Registry.Objects.Create(_world.Kind, "default", body, TestRegistry.Strict));

        Assert.Equal(
            (400, "CronTab in version \"v1\" cannot be handled as a CronTab: strict decoding error: unknown field \"metadata.lables\", unknown field \"spec.a[1].c\", unknown field \"spec.z\", unknown field \"statuss\""),
            (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("Warn", 1)]
    [InlineData("Ignore", 0)]
    public void Otherwise_unknown_fields_are_pruned(string validation, int expected)
    {
        Establish("""{"type":"string"}""");
        var warnings = new List<string>();

        var made = _world.CreateTab("""{"a":"x","b":1}""", validation: Enum.Parse<FieldValidation>(validation), warnings: warnings);

        Assert.Equal("""{"a":"x"}""", made["spec"]!.ToJsonString());
        Assert.Equal(Enumerable.Repeat("unknown field \"spec.b\"", expected), warnings);
    }

    [Fact]
    public void Defaults_fill_what_is_absent_or_null_also_within_lists_and_defaults()
    {
        _world.Establish(DefinitionWorld.Definition("""
            {"type":"object","properties":{"a":{"type":"integer","default":3},"b":{"type":"string","nullable":true,"default":"x"},
             "c":{"type":"array","items":{"type":"object","properties":{"d":{"type":"string","default":"y"}}}},"e":{"type":"object","default":{},"properties":{"f":{"type":"boolean","default":true}}}}}
            """));

        Assert.Equal("""{"b":null,"c":[{"d":"y"}],"a":3,"e":{"f":true}}""", _world.CreateTab("""{"a":null,"b":null,"c":[{}]}""")["spec"]!.ToJsonString());
    }

    [Fact]
    public void A_null_where_none_may_be_is_as_if_the_field_were_absent()
    {
        Establish("""{"type":"string"}""");
        Assert.Equal("{}", _world.CreateTab("""{"a":null}""")["spec"]!.ToJsonString());
    }

    [Fact]
    public void What_an_update_leaves_as_it_was_is_not_judged_by_a_newer_schema()
    {
        _world.Establish(DefinitionWorld.Definition("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"""));
        _world.CreateTab("""{"a":"long","b":"x"}""");
        _world.Change(body => body["spec"]!["versions"]![0]!["schema"]!["openAPIV3Schema"]!["properties"]!["spec"]!["properties"]!["a"]!["maxLength"] = 1);

        var patched = _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"b":"y"}}""");

        Assert.Equal("""{"a":"long","b":"y"}""", patched["spec"]!.ToJsonString());
        Assert.Throws<StatusException>(() => _world.Registry.Patch(_world.Kind, "a", PatchType.Merge, """{"spec":{"a":"longer"}}"""));
    }

    [Theory]
    [InlineData(@"^a$", "a\n", false)]
    [InlineData(@"^\d+$", "٣", false)]
    [InlineData(@"^[\w.]+$", "a_1.b", true)]
    [InlineData(@"^(?P<x>a)b$", "ab", true)]
    [InlineData(@"^[]a]+$", "]a", true)]
    public void Patterns_mean_what_they_mean_in_Go(string pattern, string text, bool matches) => Assert.Equal(matches, GoPattern.Compile(pattern).IsMatch(text));

    [Fact]
    public void A_pattern_that_needs_to_go_back_is_none() => Assert.NotNull(GoPattern.Problem("^(?=a)b"));

    private void Establish(string schema) => _world.Establish(DefinitionWorld.Definition($$"""{"type":"object","properties":{"a":{{schema}} } }"""));
}
