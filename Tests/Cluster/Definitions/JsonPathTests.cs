using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom;

namespace Workshop.Cluster.Tests.Definitions;

public sealed class JsonPathTests
{
    private const string Root = """
        {
          "metadata": {"labels": {"app": "web", "example.com/tier": "front"}},
          "spec": {
            "hosts": ["a", "b", "c", "d"], "ports": [{"name": "http", "port": 80, "on": true}, {"name": "https", "port": 443, "on": false}],
            "weights": [{"w": 0.5}, {"w": 1.5}], "odd": [{"name": "x"}, {"port": 1}], "quoted": [{"name": "it's"}], "nothing": null
          },
          "status": {"addresses": [{"type": "IP", "value": "10.0.0.1"}, {"type": "Host", "value": "h"}]}
        }
        """;

    [Theory]
    [InlineData(".spec.hosts", """["a","b","c","d"]""")]
    [InlineData("$.spec.hosts[0]", "\"a\"")]
    [InlineData(".spec.hosts[-2]", "\"c\"")]
    [InlineData(".spec.hosts[1:3]", "\"b\"")]
    [InlineData(".spec.hosts[-1:]", "\"d\"")]
    [InlineData(".spec.hosts[1::2]", "\"b\"")]
    [InlineData(".spec.hosts[3,0]", "\"d\"")]
    [InlineData(".spec.hosts[*]", "\"a\"")]
    [InlineData(".spec.hosts[9]", null)]
    [InlineData(".spec.hosts[0:9]", null)]
    [InlineData(".spec.hosts[2:2]", null)]
    [InlineData(".spec[0]", null)]
    [InlineData(".metadata.labels['app']", "\"web\"")]
    [InlineData(".metadata.labels.example\\.com/tier", "\"front\"")]
    [InlineData(".metadata.labels['gone','app']", "\"web\"")]
    [InlineData(".metadata.labels.*", "\"web\"")]
    [InlineData("..value", "\"10.0.0.1\"")]
    [InlineData(".status..value", "\"10.0.0.1\"")]
    [InlineData(".spec.ports[?(@.name==\"https\")].port", "443")]
    [InlineData(".spec.ports[?(@.name == 'https')].port", "443")]
    [InlineData(".spec.ports[?(@.name!='http')].port", "443")]
    [InlineData(".spec.ports[?(@.port>80)].name", "\"https\"")]
    [InlineData(".spec.ports[?(@.port<=80)].name", "\"http\"")]
    [InlineData(".spec.ports[?(@.port>=444)].name", null)]
    [InlineData(".spec.ports[?(@.on==false)].name", "\"https\"")]
    [InlineData(".spec.weights[?(@.w<0.7)].w", "0.5")]
    [InlineData(".spec.weights[?(@.w<1)].w", null)]
    [InlineData(".spec.ports[?(@.port=='80')].name", null)]
    [InlineData(".spec.odd[?(@.port)].port", "1")]
    [InlineData(".spec.odd[?(@.name=='x')].name", null)]
    [InlineData(".spec.quoted[?(@.name=='it\\'s')].name", "\"it's\"")]
    [InlineData(".spec.ports[?(@.name=='a)b')].name", null)]
    [InlineData(".spec.nothing.more", null)]
    [InlineData(".gone.more[0]", null)]
    public void The_first_value_on_the_path_is_found(string path, string? expected) =>
        Assert.Equal(expected, JsonPath.Parse(path).First(JsonNode.Parse(Root)!)?.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal));

    [Theory]
    [InlineData(".spec[", "unterminated array")]
    [InlineData(".spec[x]", "invalid array index x")]
    [InlineData(".spec[]", "invalid array index ")]
    [InlineData(".spec[99999999999]", "array index 99999999999 is not a number")]
    [InlineData(".spec[0:1:0]", "step must be > 0")]
    [InlineData(".spec[?(@.a", "unterminated filter")]
    [InlineData(".spec[?(@.a)", "unclosed array expect ]")]
    [InlineData(".spec[?(@.a=1)]", "unrecognized filter operator =")]
    [InlineData(".spec[?(@.a=='b]", "unterminated filter")]
    [InlineData(".spec[?(@.a==yes)]", "unrecognized identifier yes")]
    [InlineData(".spec....a", "invalid multiple recursive descent")]
    [InlineData(".spec{a}", "unrecognized character in action: '{'")]
    [InlineData("-", "cannot parse number -")]
    public void What_is_no_path_is_said(string path, string why) =>
        Assert.Equal(why, Assert.Throws<FormatException>(() => JsonPath.Parse(path)).Message);

    [Fact]
    public void A_path_made_to_exhaust_is_refused_or_finds_nothing()
    {
        var nested = string.Concat(Enumerable.Repeat("[?(", 100_000)) + string.Concat(Enumerable.Repeat(")]", 100_000));
        Assert.Throws<FormatException>(() => JsonPath.Parse(nested));

        JsonNode deep = JsonValue.Create(1);
        for (var level = 0; level < 60; level++)
        {
            deep = new JsonObject { ["a"] = deep, ["b"] = 2 };
        }

        Assert.Null(JsonPath.Parse(string.Concat(Enumerable.Repeat("...*", 40))).First(deep));
    }
}
