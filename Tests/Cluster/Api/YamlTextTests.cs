using System.Text;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;

namespace Workshop.Cluster.Tests.Api;

public sealed class YamlTextTests
{
    [Fact]
    public void Keys_are_sorted_and_lists_not_indented() => Assert.Equal(
        """
        apiVersion: v1
        data:
          flag: "true"
          lines: |
            one
            two
          word: hello world
          x: "1"
        kind: ConfigMap
        list:
        - a
        - k: v
          z: []
        - - nested
        none: {}

        """,
        Text("""{"kind":"ConfigMap","apiVersion":"v1","none":{},"list":["a",{"z":[],"k":"v"},["nested"]],"data":{"x":"1","flag":"true","word":"hello world","lines":"one\ntwo\n"}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    [InlineData("2026-01-01T00:00:00Z")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- a")]
    [InlineData("{a}")]
    [InlineData("--http=0.0.0.0:8080")]
    [InlineData("*ref")]
    [InlineData("tab\there")]
    [InlineData("line\nwith: colon\n\nand gap")]
    [InlineData("ends twice\n\n")]
    [InlineData("  begins indented\nx")]
    [InlineData("\"quoted\"")]
    [InlineData("back\\slash")]
    [InlineData("ends with colon:")]
    [InlineData("ümlaut")]
    [InlineData("~")]
    public void Every_text_survives_the_way_to_YAML_and_back(string text)
    {
        var yaml = YamlText.From(Encoding.UTF8.GetBytes($$"""{"a":{{System.Text.Json.JsonSerializer.Serialize(text)}},"b":[{{System.Text.Json.JsonSerializer.Serialize(text)}}]}"""));
        var back = new RequestBody("application/yaml", yaml).ReadObject("X");
        Assert.Equal(text, (string?)back["a"]);
        Assert.Equal(text, (string?)back["b"]![0]);
    }

    private static string Text(string json) => Encoding.UTF8.GetString(YamlText.From(Encoding.UTF8.GetBytes(json)).Span);
}
