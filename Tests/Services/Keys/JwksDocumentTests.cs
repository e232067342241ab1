using System.Text;
using System.Text.Json;
using Workshop.Endpoints.Keys;

namespace Workshop.Services.Tests.Keys;

public class JwksDocumentTests
{
    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[{"kty":"\ud800"}]}""")]
    public void What_is_no_document_of_keys_is_no_JSON_of_ours(string text) =>
        Assert.ThrowsAny<JsonException>(() => JwksDocument.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[null,1,{"kty":"RSA"},{"kty":"EC","crv":"P-256","x":"","y":""}]}""")]
    public void Keys_of_other_kinds_are_for_somebody_else(string text) => Assert.Empty(JwksDocument.Read(Encoding.UTF8.GetBytes(text)));
}
