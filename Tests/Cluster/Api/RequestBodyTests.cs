using System.Text;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Api;

public sealed class RequestBodyTests
{
    [Fact]
    public void A_body_without_a_content_type_is_JSON() => Assert.Equal("b", (string?)Body("", """{"a":"b"}""").ReadObject("Scale")["a"]);

    [Fact]
    public void The_start_of_a_body_that_is_no_JSON_is_shown()
    {
        var refusal = Assert.Throws<StatusException>(() => Body("application/json", "{bad").ReadObject("ConfigMap"));
        Assert.Equal(
            "the object provided is unrecognized (must be of type ConfigMap): couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string ({bad)",
            refusal.Message);
    }

    [Fact]
    public void An_unknown_media_type_is_415() =>
        Assert.Equal(415, Assert.Throws<StatusException>(() => Body("text/plain", "x").ReadObject("ConfigMap")).Code);

    [Fact]
    public void Of_a_field_named_twice_the_last_one_counts_and_the_caller_is_warned()
    {
        var options = new WriteOptions { Warnings = new List<string>() };
        var body = Body("application/json", """{"spec":{"items":[{"a":1},{"a":2,"a":3}]},"kind":"x","kind":"y"}""").ReadObject("Pod", options);
        Assert.Equal("""{"spec":{"items":[{"a":1},{"a":3}]},"kind":"y"}""", body.ToJsonString());
        Assert.Equal(["duplicate field \"spec.items[1].a\"", "duplicate field \"kind\""], options.Warnings);
    }

    [Fact]
    public void Strict_validation_refuses_a_field_named_twice()
    {
        var refusal = Assert.Throws<StatusException>(() => Body("application/json", """{"apiVersion":"apps/v1","kind":"Deployment","a":1,"a":2}""")
            .ReadObject("Deployment", new WriteOptions { FieldValidation = FieldValidation.Strict }));
        Assert.Equal("Deployment in version \"v1\" cannot be handled as a Deployment: strict decoding error: duplicate field \"a\"", refusal.Message);
    }

    [Fact]
    public void YAML_is_read_as_YAML_1_1()
    {
        const string yaml = """
            data: {a: "1", b: text, c: 'yes'}
            flag: yes
            count: 3
            share: 0.5
            nothing: ~
            list:
            - a
            - {k: v}
            """;
        Assert.Equal(
            """{"data":{"a":"1","b":"text","c":"yes"},"flag":true,"count":3,"share":0.5,"nothing":null,"list":["a",{"k":"v"}]}""",
            Body("application/yaml", yaml).ReadObject("ConfigMap").ToJsonString());
    }

    [Fact]
    public void YAML_that_is_none_is_400() =>
        Assert.StartsWith("error converting YAML to JSON: yaml: line ", Assert.Throws<StatusException>(() => Body("application/yaml", "a: {b").ReadObject("ConfigMap")).Message, StringComparison.Ordinal);

    [Fact]
    public void References_that_multiply_without_end_are_refused()
    {
        var lines = Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1},*a{i - 1}]");
        var yaml = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + string.Join('\n', lines);
        Assert.Contains("excessive aliasing", Assert.Throws<StatusException>(() => Body("application/yaml", yaml).ReadObject("ConfigMap")).Message, StringComparison.Ordinal);
    }

    private static RequestBody Body(string type, string text) => new(type, Encoding.UTF8.GetBytes(text));
}
