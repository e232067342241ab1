using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.ServiceDefaults.Tests;

public class ProblemTests
{
    [Fact]
    public async Task A_failure_is_a_problem_without_a_stack_that_names_its_trace()
    {
        await using var service = await TestService.StartAsync(app => app.Map("/fails", (RequestDelegate)(_ => throw new InvalidOperationException("secret of the house"))));

        var (status, problem, text) = await Ask(service, HttpMethod.Get, "/fails");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.DoesNotContain("secret of the house", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem.GetProperty("trace_id").GetString());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_the_clients_mistake()
    {
        await using var service = await TestService.StartAsync(app => app.Map("/read", ReadAsync));
        using var body = new ByteArrayContent(new byte[2048]);

        var (status, problem, _) = await Ask(service, HttpMethod.Post, "/read", body);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 413), (status, problem.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task A_wrong_method_is_told_the_right_ones()
    {
        await using var service = await TestService.StartAsync(app => app.Map("/only", context => Problem.WriteMethodNotAllowedAsync(context, "GET", "HEAD")));
        using var answer = await service.Http.DeleteAsync(new Uri("/only", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET", "HEAD"], answer.Content.Headers.Allow);
        Assert.Contains("'DELETE' is not possible here. Use GET, HEAD.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/unknown", HttpStatusCode.NotFound)]
    [InlineData("/healthz/status/enable", HttpStatusCode.NotFound)]
    public async Task The_health_port_answers_with_problems_too(string path, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync(_ => { });
        using var answer = await service.Health.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal((expected, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task HEAD_gets_the_head_of_a_problem()
    {
        await using var service = await TestService.StartAsync(_ => { });
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/unknown", UriKind.Relative));
        using var answer = await service.Http.SendAsync(request);

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json", ""), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync()));
    }

    private static async Task ReadAsync(HttpContext context)
    {
        context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = 1024;
        await context.Request.Body.CopyToAsync(Stream.Null);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Problem, string Text)> Ask(TestService service, HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        using var answer = await service.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement, text);
    }
}
