using System.Net;
using Microsoft.AspNetCore.Http;

namespace Workshop.Gateway.Tests.Limits;

public sealed class OverloadTests : IAsyncLifetime, IDisposable
{
    private const int Most = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KestrelBackend _pod = null!;
    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _pod = await KestrelBackend.Start(context => context.Request.Path == "/holds" ? _released.Task.WaitAsync(Limit, context.RequestAborted) : context.Response.WriteAsync("here"));
        var routes = _folder.Write("routes.json", $$"""
            { "ReverseProxy": { "Routes": { "all": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } }, "Clusters": { "c": { "Destinations": { "d": { "Address": "http://{{_pod.Address}}" } } } } } }
            """);
        _gateway = await RunningGateway.StartAsync([], ["--config", routes, $"--Workshop:MaxRequests={Most}"]);
    }

    [Fact]
    public async Task One_request_too_many_is_asked_to_come_again_and_no_backend_hears_of_it()
    {
        var held = Enumerable.Range(0, Most).Select(_ => _gateway.Get("/holds")).ToList();
        await Eventually.Is(() => _pod.Requests.Count == Most, "all places are taken", Limit, CancellationToken.None);

        using var refused = await _gateway.Service.Http.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.GetValues("Retry-After").Single()));
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"{Most} requests are under way already. Try again in a moment.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Most, _pod.Requests.Count);
        using var health = await _gateway.Service.Health.GetAsync(new Uri("/readiness", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        _released.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal((HttpStatusCode.OK, "here"), await _gateway.Get());
    }

    [Fact]
    public async Task A_flood_is_answered_to_the_last_request_and_leaves_nothing_taken()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => _gateway.Get()));

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable }));
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.OK);

        // All places are free again: as many as there are can be held at once.
        var held = Enumerable.Range(0, Most).Select(_ => _gateway.Get("/holds")).ToList();
        await Eventually.Is(() => _pod.Requests.Count(request => request.Path == "/holds") == Most, "all places can be taken", Limit, CancellationToken.None);
        _released.SetResult();
        Assert.All(await Task.WhenAll(held), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    public async Task DisposeAsync()
    {
        _released.TrySetResult();
        await _gateway.DisposeAsync();
        await _pod.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();
}
