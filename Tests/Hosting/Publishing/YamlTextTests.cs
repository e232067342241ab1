using System.Text.Json.Nodes;
using CsCheck;
using k8s;
using Workshop.Hosting.Publishing.Files;

namespace Workshop.Hosting.Tests.Publishing;

public class YamlTextTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("no")]
    [InlineData("Off")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("12:30")]
    [InlineData("2026-11-23")]
    [InlineData(".inf")]
    [InlineData("{\"a\": 1}")]
    [InlineData("- item")]
    [InlineData("# no comment")]
    [InlineData("key: value")]
    [InlineData("*")]
    [InlineData("line\nline\n")]
    [InlineData(" blank")]
    [InlineData("\ttab")]
    [InlineData(" line\nline")]
    public void A_text_stays_a_text(string text) =>
        Assert.Equal(text, ReadBack(text));

    [Fact]
    public void Any_text_comes_back_as_it_was() =>
        Gen.String[Gen.Char["ab:#-{}[],&*!|>'\"%@`\\ .0123456789~\n\ttruefalsno"], 0, 30].Sample(text => ReadBack(text) == text);

    [Fact]
    public void What_tells_what_a_thing_is_comes_first() => Assert.Equal(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n    app: a\ndata:\n  count: \"1\"\nlist:\n- 1\n- true\nnone: {}\n",
        YamlText.Of(new JsonObject
        {
            ["data"] = new JsonObject { ["count"] = "1" },
            ["none"] = new JsonObject(),
            ["list"] = new JsonArray(1, true),
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = "a" }, ["name"] = "a" },
            ["kind"] = "ConfigMap",
            ["apiVersion"] = "v1",
        }));

    private static string ReadBack(string text) =>
        KubernetesYaml.Deserialize<Dictionary<string, string>>(YamlText.Of(new JsonObject { ["key"] = text }))["key"];
}
