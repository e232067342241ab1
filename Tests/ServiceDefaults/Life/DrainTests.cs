using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Workshop.ServiceDefaults.Life;

namespace Workshop.ServiceDefaults.Tests.Life;

public sealed class DrainTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _slowBegun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _slowMayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task While_draining_the_service_is_not_ready_but_serves_and_sends_its_clients_away()
    {
        await using var service = await StartAsync();
        var ending = service.App.StopAsync();

        using var readiness = await service.Health.GetAsync(new Uri("/readiness", UriKind.Relative));
        using var health = await service.Health.GetAsync(new Uri("/healthz", UriKind.Relative));
        using var answer = await service.Http.GetAsync(new Uri("/quick", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK), (readiness.StatusCode, health.StatusCode, answer.StatusCode));
        Assert.True(answer.Headers.ConnectionClose);
        Assert.False(ending.IsCompleted);
        await PassDelay(ending);
    }

    [Fact]
    public async Task A_request_under_way_is_finished_and_health_answers_meanwhile()
    {
        await using var service = await StartAsync();
        var slow = service.Http.GetStringAsync(new Uri("/slow", UriKind.Relative));
        await _slowBegun.Task.WaitAsync(Limit);
        var ending = service.App.StopAsync();

        _time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.Is(() => Refuses(service.Http), "the listener is closed", Limit, CancellationToken.None);
        using var readiness = await service.Health.GetAsync(new Uri("/readiness", UriKind.Relative));
        _slowMayEnd.SetResult();

        Assert.Equal("done", await slow);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        await ending.WaitAsync(Limit);
        await Eventually.Is(() => Refuses(service.Health), "health ends last", Limit, CancellationToken.None);
    }

    [Fact]
    public async Task A_service_that_ends_itself_does_not_wait()
    {
        await using var service = await StartAsync();
        var life = service.App.Services.GetRequiredService<ServiceLife>();

        life.EndAtOnce(exitCode: 7);
        await service.App.StopAsync().WaitAsync(Limit);

        Assert.Equal(7, life.ExitCode);
    }

    [Fact]
    public async Task A_path_that_is_not_served_is_a_problem()
    {
        await using var service = await StartAsync();

        using var answer = await service.Http.GetAsync(new Uri("/healthz", UriKind.Relative));

        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("\"instance\":\"/healthz\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_of_ours_is_a_problem_without_a_stack()
    {
        await using var service = await StartAsync();

        using var answer = await service.Http.GetAsync(new Uri("/error", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("InvalidOperation", text, StringComparison.Ordinal);
        Assert.Contains("its log says why", text, StringComparison.Ordinal);
    }

    private Task<TestService> StartAsync() => TestService.StartAsync(
        app =>
        {
            app.Map("/quick", context => context.Response.WriteAsync("quick"));
            app.Map("/error", _ => throw new InvalidOperationException("secret detail"));
            app.Map("/slow", async context =>
            {
                _slowBegun.SetResult();
                await _slowMayEnd.Task;
                await context.Response.WriteAsync("done");
            });
        },
        _time);

    private async Task PassDelay(Task ending)
    {
        _time.Advance(TimeSpan.FromSeconds(2));
        await ending.WaitAsync(Limit);
    }

    private static async Task<bool> Refuses(HttpClient client)
    {
        using var fresh = new HttpClient { BaseAddress = client.BaseAddress };
        var failure = await Record.ExceptionAsync(() => fresh.GetAsync(new Uri("/quick", UriKind.Relative)));
        return failure is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
    }
}
