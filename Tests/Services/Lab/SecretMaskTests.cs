using Workshop.Endpoints.Lab;

namespace Workshop.Services.Tests.Lab;

public class SecretMaskTests
{
    [Theory]
    [InlineData("Workshop__Secret", "x")]
    [InlineData("REDIS_PASSWORD", "x")]
    [InlineData("ConnectionStrings__redis", "redis:6379")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=x")]
    [InlineData("GITHUB_TOKEN", "x")]
    [InlineData("ApiKey", "x")]
    [InlineData("REDIS_URI", "redis://:hunter2@redis:6379")]
    [InlineData("DATABASE", "host=db;Password=hunter2")]
    [InlineData("ANYTHING", "-----BEGIN EC PRIVATE KEY-----")]
    [InlineData("ANYTHING", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.abc")]
    [InlineData("ANYTHING", "$2a$10$vJgadGXiMOz8KkUabZutDuGKR1")]
    public void A_secret_is_masked(string name, string value) => Assert.Equal("***", SecretMask.Show(name, value));

    [Theory]
    [InlineData("PATH", "/usr/bin:/bin")]
    [InlineData("PWD", "/home")]
    [InlineData("Workshop__Lab", "true")]
    [InlineData("HELLO_SERVICE_HOST", "127.40.128.3")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")]
    [InlineData("Workshop__Secret", "")]
    public void What_is_no_secret_is_shown(string name, string value) => Assert.Equal(value, SecretMask.Show(name, value));
}
