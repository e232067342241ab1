using System.Globalization;
using System.Text.Json;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>Changes as they happen, one JSON object a line.</summary>
internal sealed class WatchVerb(IObjectRegistry registry, ObjectWriter objects, OpenStreams streams, TimeProvider time) : IVerb
{
    /// <summary>How long a watch without <c>timeoutSeconds</c> lasts at least; up to twice that, so that clients do not all come back at once.</summary>
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromMinutes(1);

    public string Name => "watch";

    public async Task AnswerAsync(ApiRequest request)
    {
        // All that can be wrong with the request is found before the headers go out.
        var selection = ObjectSelection.Read(request.Query, request.Kind, request.Path.Name);
        var since = ListVersion.Read(request.Query, isWatch: true);
        var limit = Limit(request);
        var stream = new WatchStream(request, objects, IncludeObjectQuery.Read(request.Query));
        using var timeout = new CancellationTokenSource(limit, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, timeout.Token, streams.Ending);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        registry.Kinds.Changed += EndWithItsKind;
        try
        {
            await stream.StartAsync(end.Token);
            EndWithItsKind();
            await PumpAsync(request, selection, since, stream, gone.Task, end.Token);
        }
        catch (StatusException expired)
        {
            await stream.FailAsync(expired, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !request.Aborted.IsCancellationRequested)
        {
            // Its time is over, or the server's: a last bookmark saves the client events that it has seen.
            await stream.BookmarkAsync(request.Aborted);
        }
        finally
        {
            registry.Kinds.Changed -= EndWithItsKind;
        }

        void EndWithItsKind()
        {
            if (request.Kind.Custom is not null && registry.Kinds.Current.Find(request.Kind.Group, request.Kind.Version, request.Kind.Plural) is null)
            {
                gone.TrySetResult();
            }
        }
    }

    private async Task PumpAsync(ApiRequest request, ObjectSelection selection, long? since, WatchStream stream, Task gone, CancellationToken ct)
    {
        if (since is null)
        {
            var snapshot = registry.List(request.Kind, request.ListNamespace);
            foreach (var item in snapshot.Items.Where(selection.Matches))
            {
                stream.Write("ADDED", item);
            }

            since = snapshot.ResourceVersion;
        }

        stream.SeenUpTo(since.Value);
        await stream.FlushAsync(ct);
        using var bookmarks = new PeriodicTimer(BookmarkPeriod, time);
        await using var changes = new PendingReader<WatchEvent>(end => registry.WatchAsync(request.Kind, request.ListNamespace, since.Value, end), ct);
        var tick = bookmarks.WaitForNextTickAsync(ct).AsTask();
        while (true)
        {
            if (!changes.Next.IsCompleted)
            {
                await stream.FlushAsync(ct);
                var first = await Task.WhenAny(changes.Next, tick, gone);
                if (first == gone)
                {
                    // The definition of the kind was deleted, after the last of its objects: their ends may be on their way here.
                    await WriteRestAsync(request, selection, stream, since.Value, ct);
                    return;
                }

                if (first == tick)
                {
                    await tick;
                    await stream.BookmarkAsync(ct);
                    tick = bookmarks.WaitForNextTickAsync(ct).AsTask();
                    continue;
                }
            }

            if (!await changes.Next)
            {
                return;
            }

            Write(changes.Current, selection, stream);
            since = changes.Current.Object.ResourceVersion;
            changes.Advance();
        }
    }

    private async Task WriteRestAsync(ApiRequest request, ObjectSelection selection, WatchStream stream, long since, CancellationToken ct)
    {
        // What has happened is read without waiting; what is not there by now does not come any more.
        await using var rest = new PendingReader<WatchEvent>(end => registry.WatchAsync(request.Kind, request.ListNamespace, since, end), ct);
        while (rest.Next.IsCompletedSuccessfully && await rest.Next)
        {
            Write(rest.Current, selection, stream);
            rest.Advance();
        }
    }

    // For somebody who watches a selection, an object that enters it is new, and one that leaves it is gone.
    private static void Write(WatchEvent change, ObjectSelection selection, WatchStream stream)
    {
        stream.SeenUpTo(change.Object.ResourceVersion);
        var isIn = change.Type != WatchEventType.Deleted && selection.Matches(change.Object);
        var wasIn = change.Type switch
        {
            WatchEventType.Added => false,
            WatchEventType.Deleted => selection.Matches(change.Previous ?? change.Object),
            _ => change.Previous is not null && selection.Matches(change.Previous),
        };
        switch (wasIn, isIn)
        {
            case (false, true):
                stream.Write("ADDED", change.Object);
                break;
            case (true, true):
                stream.Write("MODIFIED", change.Object);
                break;
            case (true, false):
                stream.Write("DELETED", change.Type == WatchEventType.Deleted ? change.Object : LastOf(change));
                break;
            default:
                break;
        }
    }

    // What leaves a selection is shown as it was while it belonged to it, with the version at which it left.
    private static StoredObject LastOf(WatchEvent change)
    {
        var body = change.Previous!.ToJson();
        var left = change.Object;
        body["metadata"]!["resourceVersion"] = left.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        return new StoredObject(left.Kind, left.Key, left.Uid, left.ResourceVersion, JsonSerializer.SerializeToUtf8Bytes(body));
    }

    private static TimeSpan Limit(ApiRequest request)
    {
        var seconds = request.Query.Number("timeoutSeconds");
        return seconds is > 0 ? TimeSpan.FromSeconds(Math.Min(seconds.Value, 24 * 3600)) : DefaultLimit * (1 + Random.Shared.NextDouble());
    }
}
