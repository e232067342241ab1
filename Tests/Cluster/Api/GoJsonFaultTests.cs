using System.Text;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Tests.Api;

public sealed class GoJsonFaultTests
{
    [Theory]
    [InlineData("{bad", "invalid character 'b' looking for beginning of object key string")]
    [InlineData("", "unexpected end of JSON input")]
    [InlineData("{", "unexpected end of JSON input")]
    [InlineData("{\"a\":1", "unexpected end of JSON input")]
    [InlineData("bad", "invalid character 'b' looking for beginning of value")]
    [InlineData("{\"a\" 1}", "invalid character '1' after object key")]
    [InlineData("{\"a\":1 \"b\":2}", "invalid character '\"' after object key:value pair")]
    [InlineData("[1 2]", "invalid character '2' after array element")]
    [InlineData("{} x", "invalid character 'x' after top-level value")]
    [InlineData("trUe", "invalid character 'U' in literal true (expecting 'u')")]
    [InlineData("\"a\nb\"", "invalid character '\\n' in string literal")]
    [InlineData("\"\\x\"", "invalid character 'x' in string escape code")]
    [InlineData("\"\\u12g4\"", "invalid character 'g' in \\u hexadecimal character escape")]
    [InlineData("-x", "invalid character 'x' in numeric literal")]
    [InlineData("1.x", "invalid character 'x' after decimal point in numeric literal")]
    [InlineData("1ex", "invalid character 'x' in exponent of numeric literal")]
    [InlineData("{'a':1}", "invalid character '\\'' looking for beginning of object key string")]
    public void A_fault_is_named_as_Go_names_it(string text, string fault) => Assert.Equal(fault, GoJsonFault.Find(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("{}")]
    [InlineData(" { \"a\" : [ 1, -2.5e+3, \"x\\u00e4\\n\", true, false, null, {} , [] ] } ")]
    [InlineData("0")]
    public void A_sound_text_has_none(string text) => Assert.Null(GoJsonFault.Find(Encoding.UTF8.GetBytes(text)));
}
