using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Unknown fields and values of the wrong type: texts recorded from Kubernetes.</summary>
public sealed class FieldValidationTests : IDisposable
{
    private const string Typo = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"typo"},"spec":{"replica":2,"selector":{"matchLabels":{"app":"typo"}},"template":{"metadata":{"labels":{"app":"typo"}},
         "spec":{"containers":[{"image":"workshop/hello:1.0.0","imagePolicy":"Never","name":"a","ports":[{"containerPorts":80}]}]}}}}
        """;

    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string> WrongTypes => new()
    {
        { """{"containers":{"name":"a"}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container" },
        { """{"containers":[{"name":"a","image":"b","env":[{"name":"X","value":1}]}]}""", "json: cannot unmarshal number into Go struct field EnvVar.spec.containers.env.value of type string" },
        {
            """{"containers":[{"name":"a","image":"b","ports":[{"containerPort":"80"}]}]}""",
            "json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32"
        },
        {
            """{"containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":"abc"}}}]}""",
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
        },
        { """{"terminationGracePeriodSeconds":1.5}""", "json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.terminationGracePeriodSeconds of type int64" },
        { """{"hostNetwork":"yes"}""", "json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool" },
    };

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void Strict_names_every_unknown_field()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Deployment, Typo));

        Assert.Equal((400, "BadRequest"), (refused.Code, refused.Reason));
        Assert.Equal(
            "Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: unknown field \"spec.replica\", " +
            "unknown field \"spec.template.spec.containers[0].imagePolicy\", unknown field \"spec.template.spec.containers[0].ports[0].containerPorts\"",
            refused.Message);
    }

    [Fact]
    public void Warn_says_the_same_as_warnings_and_goes_on_to_validate()
    {
        var options = new WriteOptions { FieldValidation = FieldValidation.Warn };

        var refused = Assert.Throws<StatusException>(() => _registry.Objects.Create(KindTable.Deployment, "default", TestRegistry.Json(Typo), options));

        Assert.Equal(
            ["unknown field \"spec.replica\"", "unknown field \"spec.template.spec.containers[0].imagePolicy\"", "unknown field \"spec.template.spec.containers[0].ports[0].containerPorts\""],
            options.Warnings);
        Assert.Equal("Deployment.apps \"typo\" is invalid: spec.template.spec.containers[0].ports[0].containerPort: Required value", refused.Message);
    }

    [Fact]
    public void Ignore_drops_them_silently()
    {
        var options = new WriteOptions { FieldValidation = FieldValidation.Ignore };

        var made = _registry.Objects.Create(KindTable.ConfigMap, "default", TestRegistry.Json("""{"metadata":{"name":"a","nosuch":1},"more":2,"data":{"any.key":"x"}}"""), options).ToJson();

        Assert.Empty(options.Warnings);
        Assert.Equal(["kind", "apiVersion", "metadata", "data"], made.Select(pair => pair.Key));
        Assert.Null(made["metadata"]!["nosuch"]);
    }

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void A_value_of_the_wrong_type_is_refused_in_the_decoder_s_words(string spec, string why)
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, $$"""{"metadata":{"name":"a"},"spec":{{spec}}}"""));

        Assert.Equal((400, $"Pod in version \"v1\" cannot be handled as a Pod: {why}"), (refused.Code, refused.Message));
    }

    [Theory]
    [InlineData("""{"data":{"k":1}}""", "json: cannot unmarshal number into Go struct field ConfigMap.data of type string")]
    [InlineData("""{"binaryData":{"k":"no base64"}}""", "illegal base64 data at input byte 2")]
    public void A_config_map_s_values_are_texts(string body, string why)
    {
        var json = TestRegistry.Json(body);
        json["metadata"] = TestRegistry.Json("""{"name":"a"}""");

        var refused = Assert.Throws<StatusException>(() => _registry.Objects.Create(KindTable.ConfigMap, "default", json, TestRegistry.Strict));

        Assert.Equal($"ConfigMap in version \"v1\" cannot be handled as a ConfigMap: {why}", refused.Message);
    }

    [Fact]
    public void Another_kind_is_refused()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.ConfigMap, """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"d"}}"""));

        Assert.Equal("Secret in version \"v1\" cannot be handled as a ConfigMap: converting (v1.Secret) to (core.ConfigMap): unknown conversion", refused.Message);
    }

    [Fact]
    public void A_strict_patch_is_quoted_as_go_prints_it()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"},"data":{"k":"b"}}""");

        var refused = Assert.Throws<StatusException>(() => _registry.Patch(
            KindTable.ConfigMap, "a", PatchType.StrategicMerge, """{"data":null,"metadata":{"annotations":{"last":"{\"a\":1}\n"},"nosuch":1},"more":2}""", FieldValidation.Strict));

        Assert.Equal(422, refused.Code);
        Assert.Equal(
            """ "" is invalid: patch: Invalid value: "map[data:<nil> metadata:map[annotations:map[last:{\"a\":1}\n] nosuch:1] more:2]": strict decoding error: unknown field "metadata.nosuch", unknown field "more" """[..^1],
            refused.Message);
    }

    [Fact]
    public void A_patch_with_a_wrong_type_says_so_in_the_merger_s_words()
    {
        _registry.Create(KindTable.Deployment, """{"metadata":{"name":"web"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}""");

        var refused = Assert.Throws<StatusException>(() => _registry.Patch(KindTable.Deployment, "web", PatchType.StrategicMerge, """{"spec":{"replicas":"x"}}"""));

        Assert.Equal(" \"\" is invalid: patch: Invalid value: \"map[spec:map[replicas:x]]\": unrecognized type: int32", refused.Message);
    }

    [Fact]
    public void A_patch_of_an_unknown_field_warns_and_changes_nothing()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"}}""");
        var before = _registry.Objects.ResourceVersion;
        var options = new WriteOptions();

        _registry.Objects.Patch(KindTable.ConfigMap, TestRegistry.Key("a"), new ObjectPatch(PatchType.StrategicMerge, TestRegistry.Json("""{"nosuch":1}""")), options);

        Assert.Equal(["unknown field \"nosuch\""], options.Warnings);
        Assert.Equal(before, _registry.Objects.ResourceVersion);
    }
}
