using System.Net;

namespace Workshop.AppHost.Tests.Services;

/// <summary>The real services with exactly the variables that Aspire sets, in a run and in its chart.</summary>
public class AspireVariablesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task On_Aspires_orchestrator_hello_listens_where_the_URLs_say_and_answers_health_there_alone()
    {
        var (http, health) = (FreePort.Next(), FreePort.Next());
        await using var hello = Start(
            "Services/Hello",
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("ASPNETCORE_URLS", $"http://localhost:{http};http://localhost:{health}"),
            ("DOTNET_LAUNCH_PROFILE", "http"),
            ("LOGGING__CONSOLE__FORMATTERNAME", "simple"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"),
            ("OTEL_EXPORTER_OTLP_HEADERS", "x-otlp-api-key=key"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            ("OTEL_SERVICE_NAME", "hello"),
            ("OTEL_RESOURCE_ATTRIBUTES", "service.instance.id=abc"),
            ("OTEL_BSP_SCHEDULE_DELAY", "1000"),
            ("OTEL_TRACES_SAMPLER", "always_on"),
            ("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"),
            ("Workshop__Jwks", "http://127.0.0.1:9/.well-known/jwks.json"));
        using var client = new HttpClient();

        await Answers(client, $"http://127.0.0.1:{health}/readiness", hello);

        Assert.Equal(HttpStatusCode.OK, await Status(client, $"http://127.0.0.1:{http}/"));
        Assert.Equal(HttpStatusCode.OK, await Status(client, $"http://127.0.0.1:{health}/livez"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(client, $"http://127.0.0.1:{health}/version"));
    }

    [Fact]
    public async Task In_Aspires_chart_the_gateway_finds_hello_by_its_variables_and_forwarded_headers_change_nothing()
    {
        var (http, health, https) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var (helloHttp, helloHealth) = (FreePort.Next(), FreePort.Next());
        await using var hello = Start(
            "Services/Hello",
            ("HTTP_PORTS", $"{helloHttp};{helloHealth}"),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
            ("Workshop__Jwks", "http://127.0.0.1:9/.well-known/jwks.json"));
        await using var gateway = Start(
            "Gateway",
            ("HTTP_PORTS", $"{http};{health}"),
            ("HTTPS_PORTS", $"{https}"),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "true"),
            ("HELLO_HTTP", $"http://127.0.0.1:{helloHttp}"),
            ("services__hello__http__0", $"http://127.0.0.1:{helloHttp}"),
            ("AUTH_HTTP", "http://127.0.0.1:9"),
            ("services__auth__http__0", "http://127.0.0.1:9"));
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator });

        await Answers(client, $"http://127.0.0.1:{helloHealth}/readiness", hello);
        await Answers(client, $"http://127.0.0.1:{health}/readiness", gateway);

        Assert.Equal(HttpStatusCode.OK, await Status(client, $"http://127.0.0.1:{http}/"));
        Assert.Equal(HttpStatusCode.OK, await Status(client, $"https://127.0.0.1:{https}/"));

        // Kestrel's warning that it does not listen where a variable says.
        Assert.DoesNotContain("Overriding", gateway.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Overriding", hello.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auth_starts_with_what_a_reference_to_Redis_brings_and_is_ready_while_Redis_is_away()
    {
        var (http, health) = (FreePort.Next(), FreePort.Next());
        await using var auth = Start(
            "Services/Auth",
            ("HTTP_PORTS", $"{http};{health}"),
            ("ConnectionStrings__redis", "127.0.0.1:9,password=p"),
            ("REDIS_HOST", "127.0.0.1"),
            ("REDIS_PORT", "9"),
            ("REDIS_PASSWORD", "p"),
            ("REDIS_URI", "redis://:p@127.0.0.1:9"),
            ("Workshop__Signing__Key", "a text of thirty-two characters and more"));
        using var client = new HttpClient();

        await Answers(client, $"http://127.0.0.1:{health}/readiness", auth);

        Assert.Equal(HttpStatusCode.OK, await Status(client, $"http://127.0.0.1:{http}/.well-known/jwks.json"));
    }

    private static TestProcess Start(string project, params (string, string)[] variables) => TestProcess.Start(Repository.ProgramOf(project), [], CleanEnvironment.With(variables));

    private static Task Answers(HttpClient client, string url, TestProcess process) => Eventually.Is(
        async () => process.HasExited || await Status(client, url) == HttpStatusCode.OK, $"{url} answers: {process.All}", Patience, CancellationToken.None);

    private static async Task<HttpStatusCode> Status(HttpClient client, string url)
    {
        using var answer = await client.GetAsync(new Uri(url));
        return answer.StatusCode;
    }
}
