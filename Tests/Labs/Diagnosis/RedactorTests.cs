using System.Text;
using Workshop.Labs.Diagnosis;

namespace Workshop.Labs.Tests.Diagnosis;

public sealed class RedactorTests
{
    [Theory]
    [InlineData("x Sw0rd&fish\"1 y")]
    [InlineData("""{"a":"Sw0rd\u0026fish\u00221"}""")]
    [InlineData("""{"a":"Sw0rd&fish\"1"}""")]
    [InlineData("http://h/?p=Sw0rd%26fish%221")]
    [InlineData("U3cwcmQmZmlzaCIx")]
    public void A_known_value_is_taken_out_however_it_is_written(string text)
    {
        var cleaned = new Redactor(["Sw0rd&fish\"1\n"]).Clean(text);

        Assert.Contains(Redactor.Removed, cleaned, StringComparison.Ordinal);
        Assert.DoesNotContain("fish", cleaned, StringComparison.Ordinal);
        Assert.DoesNotContain("U3cw", cleaned, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_values_of_which_one_begins_the_other_no_rest_stays() =>
        Assert.Equal(Redactor.Removed, new Redactor(["longsecret", "longsecret-and-more"]).Clean("longsecret-and-more"));

    [Fact]
    public void A_short_value_is_taken_out_as_a_word_alone() =>
        Assert.Equal($"prose {Redactor.Removed}, primrose", new Redactor(["rose"]).Clean("prose rose, primrose"));

    [Theory]
    [InlineData("replicas: 3, ready: true, namespace default")]
    [InlineData("\"automountServiceAccountToken\": false, \"secretName\": \"redis-password\"")]
    [InlineData("data: [\"password (44)\"]")]
    [InlineData("GET https://127.0.0.1:6443/api/v1/pods?limit=5 200")]
    [InlineData("couldn't find key password in Secret default/db")]
    public void What_tells_no_secret_stays(string text) => Assert.Equal(text, new Redactor(["3", "true", "default"]).Clean(text));

    [Theory]
    [InlineData("Login: http://localhost:18888/login?t=CANARY now", "Login: http://localhost:18888/login?t=[removed] now")]
    [InlineData("Authorization: Basic CANARYCANARY==", "Authorization: [removed]")]
    [InlineData("\"authorization\": \"Bearer CANARY\"", "\"authorization\": \"[removed]\"")]
    [InlineData("sent Bearer CANARYCANARYCANARY to it", "sent Bearer [removed] to it")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.CANARY.CANARY-_ ok", "[removed] ok")]
    [InlineData("localhost:6379,password=CANARY,ssl=False", "localhost:6379,password=[removed],ssl=False")]
    [InlineData("redis://:CANARY@127.0.0.1:6379", "redis://:[removed]@127.0.0.1:6379")]
    [InlineData("\"ApiKey\": \"CANARY\", \"b\": 1", "\"ApiKey\": \"[removed]\", \"b\": 1")]
    [InlineData("{\\\"password\\\":\\\"CANARY\\\"}", "{\\\"password\\\":\\\"[removed]\\\"}")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=CANARY", "OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=[removed]")]
    [InlineData("admin:$2b$11$CANARYCANARYCANARYCANARYCANARYCANARYCANARYCANARYABCDE end", "admin:[removed] end")]
    public void What_looks_like_a_secret_is_taken_out_though_nobody_knows_it(string text, string cleaned) => Assert.Equal(cleaned, new Redactor([]).Clean(text));

    [Theory]
    [InlineData("a\n-----BEGIN PRIVATE KEY-----\nCANARY\n-----END PRIVATE KEY-----\nb", "a\n[removed]\nb")]
    [InlineData("\"-----BEGIN EC PRIVATE KEY-----\\nCANARY\\n-----END EC PRIVATE KEY-----\\n\"", "\"[removed]\\n\"")]
    [InlineData("a -----BEGIN RSA PRIVATE KEY-----\nCANARY cut off", "a [removed]")]
    public void A_key_is_taken_out_whole_also_when_its_end_is_cut_off(string text, string cleaned) => Assert.Equal(cleaned, new Redactor([]).Clean(text));

    [Fact]
    public void A_known_keys_lines_are_taken_out_without_its_frame()
    {
        var key = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49\nAwEHBG0wawIBAQQgTz4fMIGHAgEAMBMG\n-----END PRIVATE KEY-----\n";

        Assert.Equal($"read {Redactor.Removed}", new Redactor([key]).Clean("read AwEHBG0wawIBAQQgTz4fMIGHAgEAMBMG"));
        Assert.Equal($"key-data: {Redactor.Removed}", new Redactor([key]).Clean($"key-data: {Convert.ToBase64String(Encoding.UTF8.GetBytes(key)).TrimEnd('=')}"));
    }
}
