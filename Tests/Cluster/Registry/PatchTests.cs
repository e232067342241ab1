using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Fields;
using Workshop.Cluster.Registry.Patches;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Patches as kubectl sends them, applied to bare JSON.</summary>
public sealed class PatchTests
{
    private const string PodSpec = """{"spec":{"containers":[{"name":"web","image":"i","tty":true,"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]},{"name":"bb","image":"j","tty":true}]}}""";

    public static TheoryData<string, string, string> StrategicOfPods => new()
    {
        {
            PodSpec,
            """
            {"spec":{"$setElementOrder/containers":[{"name":"web"},{"name":"bb"}],"containers":[{"$setElementOrder/env":[{"name":"B"}],"env":[{"name":"B","value":"3"},{"$patch":"delete","name":"A"}],"name":"web"},
             {"name":"bb","tty":null,"workingDir":"/tmp"}]}}
            """,
            """{"spec":{"containers":[{"name":"web","image":"i","tty":true,"env":[{"name":"B","value":"3"}]},{"name":"bb","image":"j","workingDir":"/tmp"}]}}"""
        },
        {
            PodSpec,
            """{"spec":{"$setElementOrder/containers":[{"name":"web"}],"containers":[{"$patch":"delete","name":"bb"}]}}""",
            """{"spec":{"containers":[{"name":"web","image":"i","tty":true,"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}]}]}}"""
        },
        {
            """{"spec":{"volumes":[{"name":"a","emptyDir":{"medium":"Memory"}},{"name":"b","emptyDir":{}}]}}""",
            """{"spec":{"$setElementOrder/volumes":[{"name":"a"},{"name":"b"}],"volumes":[{"$retainKeys":["configMap","name"],"configMap":{"name":"c"},"emptyDir":null,"name":"a"}]}}""",
            """{"spec":{"volumes":[{"name":"a","configMap":{"name":"c"}},{"name":"b","emptyDir":{}}]}}"""
        },
        {
            """{"spec":{"containers":[{"name":"a"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"z"},{"name":"a"}],"containers":[{"name":"z","image":"busybox"}]}}""",
            """{"spec":{"containers":[{"name":"z","image":"busybox"},{"name":"a"}]}}"""
        },
        {
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"x"}],"volumeMounts":[{"name":"v","mountPath":"/a"}],"args":["1","2"]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":81}],"volumeMounts":[{"name":"w","mountPath":"/a"}],"args":["3"]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"x"},{"containerPort":81}],"volumeMounts":[{"name":"w","mountPath":"/a"}],"args":["3"]}]}}"""
        },
        {
            """{"spec":{"tolerations":[{"key":"a"}],"nodeSelector":{"a":"1","b":"2"}}}""",
            """{"spec":{"tolerations":[{"key":"b"}],"nodeSelector":{"$patch":"replace","c":"3"}}}""",
            """{"spec":{"tolerations":[{"key":"b"}],"nodeSelector":{"c":"3"}}}"""
        },
        {
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}],"securityContext":{"runAsUser":1}}}""",
            """{"spec":{"containers":[{"$patch":"replace"},{"name":"c","image":"x"}],"securityContext":{"$patch":"delete"}}}""",
            """{"spec":{"containers":[{"name":"c","image":"x"}]}}"""
        },
        {
            """{"metadata":{"finalizers":["a/1","a/2"],"ownerReferences":[{"uid":"1","name":"x"}],"labels":{"x":"1","y":"2"}}}""",
            """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a/1"],"finalizers":["a/3"],"ownerReferences":[{"uid":"2"},{"uid":"1","$patch":"delete"}],"labels":{"x":null}}}""",
            """{"metadata":{"finalizers":["a/2","a/3"],"ownerReferences":[{"uid":"2"}],"labels":{"y":"2"}}}"""
        },
        {
            """{"metadata":{"name":"p"}}""",
            """{"metadata":{"annotations":{"a":null,"b":"1"}},"spec":{"containers":[{"name":"n","env":[{"name":"A","$patch":"merge","value":null}],"$setElementOrder/env":[{"name":"A"}]}]}}""",
            """{"metadata":{"name":"p","annotations":{"b":"1"}},"spec":{"containers":[{"name":"n","env":[{"name":"A"}]}]}}"""
        },
    };

    public static TheoryData<string, string> JsonOperations => new()
    {
        { """[{"op":"add","path":"/list/-","value":4}]""", """{"list":[1,2,3,4],"map":{"a/b":"x","c~d":"y"}}""" },
        { """[{"op":"add","path":"/list/1","value":9}]""", """{"list":[1,9,2,3],"map":{"a/b":"x","c~d":"y"}}""" },
        { """[{"op":"remove","path":"/map/a~1b"},{"op":"remove","path":"/map/c~0d"}]""", """{"list":[1,2,3],"map":{}}""" },
        { """[{"op":"replace","path":"/list/0","value":{"k":null}}]""", """{"list":[{"k":null},2,3],"map":{"a/b":"x","c~d":"y"}}""" },
        { """[{"op":"move","from":"/list/0","path":"/list/-"},{"op":"test","path":"/list/2","value":1}]""", """{"list":[2,3,1],"map":{"a/b":"x","c~d":"y"}}""" },
        { """[{"op":"copy","from":"/map","path":"/copy"},{"op":"remove","path":"/map/a~1b"}]""", """{"list":[1,2,3],"map":{"c~d":"y"},"copy":{"a/b":"x","c~d":"y"}}""" },
        { """[{"op":"replace","path":"","value":{"whole":true}}]""", """{"whole":true}""" },
        { """[{"op":"test","path":"/list","value":[1,2,3]},{"op":"remove","path":"/list/2"}]""", """{"list":[1,2],"map":{"a/b":"x","c~d":"y"}}""" },
    };

    [Theory]
    [MemberData(nameof(StrategicOfPods))]
    public void A_strategic_merge_patch_of_a_pod_yields(string target, string patch, string expected)
    {
        var body = TestRegistry.Json(target);

        StrategicMergePatch.Apply(body, TestRegistry.Json(patch), FieldSchemas.Of(typeof(V1Pod)));

        AssertSame(expected, body);
    }

    [Fact]
    public void A_service_s_ports_are_told_apart_by_their_number()
    {
        var body = TestRegistry.Json("""{"spec":{"ports":[{"name":"http","port":80,"targetPort":"http","nodePort":30001}]}}""");

        StrategicMergePatch.Apply(
            body,
            TestRegistry.Json("""{"spec":{"$setElementOrder/ports":[{"port":8081}],"ports":[{"name":"http","port":8081,"targetPort":"http"},{"$patch":"delete","port":80}]}}"""),
            FieldSchemas.Of(typeof(V1Service)));

        AssertSame("""{"spec":{"ports":[{"name":"http","port":8081,"targetPort":"http"}]}}""", body);
    }

    [Theory]
    [InlineData("""{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""", """{"spec":{"strategy":{"type":"Recreate"}}}""")]
    [InlineData("""{"spec":{"strategy":null}}""", """{"spec":{}}""")]
    public void A_strategy_is_set_and_dropped(string patch, string expected)
    {
        var body = TestRegistry.Json("""{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""");

        StrategicMergePatch.Apply(body, TestRegistry.Json(patch), FieldSchemas.Of(typeof(V1Deployment)));

        AssertSame(expected, body);
    }

    [Fact]
    public void An_element_that_the_order_does_not_name_keeps_its_place()
    {
        var body = TestRegistry.Json("""{"spec":{"containers":[{"name":"injected"},{"name":"a"},{"name":"b"}]}}""");

        StrategicMergePatch.Apply(
            body, TestRegistry.Json("""{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"},{"name":"ghost"}],"containers":[{"name":"a","image":"x"}]}}"""), FieldSchemas.Of(typeof(V1Pod)));

        Assert.Equal(["injected", "b", "a"], body["spec"]!["containers"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Theory]
    [InlineData("""{"spec":{"$patch":"nosuch"}}""", "unknown patch type found: nosuch")]
    [InlineData("""{"spec":{"containers":[{"image":"x"}]}}""", "map: map[image:x] does not contain declared merge key: name")]
    public void A_patch_that_makes_no_sense_is_a_bad_request(string patch, string message)
    {
        var refused = Assert.Throws<StatusException>(() => StrategicMergePatch.Apply(TestRegistry.Json(PodSpec), TestRegistry.Json(patch), FieldSchemas.Of(typeof(V1Pod))));

        Assert.Equal((400, message), (refused.Code, refused.Message));
    }

    [Fact]
    public void A_merge_patch_replaces_lists_and_removes_by_null()
    {
        var body = TestRegistry.Json("""{"a":[1,2],"b":{"c":1,"d":2},"e":1}""");

        MergePatch.Apply(body, TestRegistry.Json("""{"a":[3],"b":{"c":null,"f":{"g":null,"h":1}},"e":{"x":1}}"""));

        AssertSame("""{"a":[3],"b":{"d":2,"f":{"h":1}},"e":{"x":1}}""", body);
    }

    [Theory]
    [MemberData(nameof(JsonOperations))]
    public void A_json_patch_yields(string patch, string expected)
    {
        var body = TestRegistry.Json("""{"list":[1,2,3],"map":{"a/b":"x","c~d":"y"}}""");

        AssertSame(expected, JsonPatch.Apply(body, JsonNode.Parse(patch)!));
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/list","value":5}]""")]
    [InlineData("""[{"op":"remove","path":"/nosuch"}]""")]
    [InlineData("""[{"op":"replace","path":"/nosuch","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/nosuch/deep","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/list/7","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/x"}]""")]
    [InlineData("""[{"op":"nosuch","path":"/list"}]""")]
    [InlineData("""[{"op":"move","path":"/x","from":"/nosuch"}]""")]
    public void A_json_patch_that_does_not_apply_is_refused(string patch)
    {
        var refused = Assert.Throws<StatusException>(() => JsonPatch.Apply(TestRegistry.Json("""{"list":[1]}"""), JsonNode.Parse(patch)!));

        Assert.Equal((422, "Invalid", "the server rejected our request due to an error in our request"), (refused.Code, refused.Reason, refused.Message));
    }

    [Fact]
    public void A_json_patch_is_a_list()
    {
        var refused = Assert.Throws<StatusException>(() => JsonPatch.Apply(new JsonObject(), TestRegistry.Json("""{"op":"remove"}""")));

        Assert.Equal((400, "error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"), (refused.Code, refused.Message));
    }

    [Fact]
    public void An_empty_name_is_a_field_like_any_other()
    {
        var body = TestRegistry.Json("{}");

        StrategicMergePatch.Apply(body, TestRegistry.Json("""{"":{"a":1}}"""), null);

        AssertSame("""{"":{"a":1}}""", body);
    }

    [Fact]
    public void What_is_copied_of_copies_is_bounded()
    {
        var doubling = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"op":"copy","from":"/a","path":"/a/{{i}}"}"""));

        var refused = Assert.Throws<StatusException>(() => JsonPatch.Apply(TestRegistry.Json("""{"a":{"b":"some text"}}"""), JsonNode.Parse($"[{doubling}]")!));

        Assert.Contains(refused.Code, new[] { 400, 413 });
    }

    [Fact]
    public void A_flat_object_that_is_copied_too_often_is_refused()
    {
        var copies = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""{"op":"copy","from":"/a","path":"/c{{i}}"}"""));

        var refused = Assert.Throws<StatusException>(() => JsonPatch.Apply(new JsonObject { ["a"] = new string('x', 100_000) }, JsonNode.Parse($"[{copies}]")!));

        Assert.Equal(413, refused.Code);
    }

    [Fact]
    public void Operations_are_counted()
    {
        var tests = string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/a","value":1}""", 10_001));

        var refused = Assert.Throws<StatusException>(() => JsonPatch.Apply(TestRegistry.Json("""{"a":1}"""), JsonNode.Parse($"[{tests}]")!));

        Assert.Equal((413, "The allowed maximum operations in a JSON patch is 10000, got 10001"), (refused.Code, refused.Message));
    }

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut was  {actual?.ToJsonString()}");
}
