using System.Net;

namespace Workshop.Services.Tests.Processes;

public class EndTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task After_SIGTERM_a_pod_is_not_ready_serves_on_and_ends_with_code_0()
    {
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"]);

        hello.Process.Signal(Signals.Terminate);
        await Eventually.Is(async () => await Status(hello.Health, "/readiness") == HttpStatusCode.ServiceUnavailable, "readiness turns 503", Limit, CancellationToken.None);
        var served = (await Status(hello.Health, "/healthz"), await Status(hello.Http, "/"));
        hello.Process.Signal(Signals.Terminate);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), served);
        Assert.Equal(0, await hello.Process.Exit(Limit));
        Assert.Contains("All requests are finished", hello.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_with_kept_connections_loses_nothing_and_is_sent_away()
    {
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__DrainDelay", "00:00:05"));
        var closings = new List<bool?> { await IsClosing(hello), await IsClosing(hello) };

        hello.Process.Signal(Signals.Terminate);
        await hello.Process.HasWritten("serving on", Limit);
        closings.AddRange([await IsClosing(hello), await IsClosing(hello), await IsClosing(hello)]);

        Assert.Equal([null, null, true, true, true], closings);
        Assert.Equal(0, await hello.Process.Exit(Limit));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_service_without_the_wait()
    {
        await using var hello = await RunningService.StartAsync("Services/Hello", ["--secret=x"], ("Workshop__DrainDelay", "00:05:00"));

        hello.Process.Signal(Signals.Interrupt);

        Assert.Equal(0, await hello.Process.Exit(Limit));
    }

    private static async Task<bool?> IsClosing(RunningService service)
    {
        using var answer = await service.Http.GetAsync(new Uri("/", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.ConnectionClose;
    }

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }
}
