using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Keys;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Health;

namespace Workshop.Endpoints.Revocations;

/// <summary><c>GET /revocations</c>: an answer without an end, one JSON object a line, for services that check tokens. Never routed from outside.</summary>
internal static class RevocationFeedEndpoint
{
    public const string Path = "/revocations";

    /// <value>A reader that hears nothing for three times as long may take the connection for dead.</value>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public static void MapRevocationFeed(this IEndpointRouteBuilder routes)
    {
        var services = routes.ServiceProvider;
        routes.Map(Path, context => AnswerAsync(context, services)).WithMetadata(new DisableHttpMetricsAttribute());
    }

    private static async Task AnswerAsync(HttpContext context, IServiceProvider services)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Get);
            return;
        }

        // A span as long as the process lives tells nobody anything.
        Activity.Current?.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;

        // The server closes its connections when it has drained: without this, that would wait for an answer that never ends.
        var closing = context.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, closing);
        using var feed = new FeedSubscription(services.GetRequiredService<RevocationSet>(), services.GetService<KeyHolder>(), services.GetRequiredService<Dependencies>());
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await WriteAsync(context.Response, feed.Snapshot(), end.Token);
            await FollowAsync(context.Response, feed, services.GetRequiredService<TimeProvider>(), end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The reader went, or this process is going.
        }
    }

    private static async Task FollowAsync(HttpResponse response, FeedSubscription feed, TimeProvider time, CancellationToken ct)
    {
        var more = feed.Lines.WaitToReadAsync(ct).AsTask();
        while (true)
        {
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(ct);
            if (await Task.WhenAny(more, Task.Delay(Heartbeat, time, pause.Token)) != more)
            {
                await WriteAsync(response, [FeedLine.Nothing], ct);
                continue;
            }

            await pause.CancelAsync();
            if (!await more)
            {
                return;
            }

            await WriteAsync(response, Pending(feed), ct);
            more = feed.Lines.WaitToReadAsync(ct).AsTask();
        }
    }

    private static IEnumerable<FeedLine> Pending(FeedSubscription feed)
    {
        while (feed.Lines.TryRead(out var line))
        {
            yield return line;
        }
    }

    private static async Task WriteAsync(HttpResponse response, IEnumerable<FeedLine> lines, CancellationToken ct)
    {
        foreach (var line in lines)
        {
            await response.Body.WriteAsync(line.ToBytes(), ct);
        }

        await response.Body.FlushAsync(ct);
    }
}
