using System.Globalization;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>GET pods/P/log</c>: what a container wrote, as plain text, as it comes.</summary>
internal sealed class LogSubresource(IObjectRegistry registry, IContainerLogs logs, OpenStreams streams, TimeProvider time) : ISubresource
{
    // Until then a refusal (no such container) can still become a Status; afterwards the client learns that it is following.
    private static readonly TimeSpan HeadersAfter = TimeSpan.FromMilliseconds(250);

    public ResourceKind Kind => KindTable.Pod;

    public string Name => "log";

    public IReadOnlyList<string> Verbs { get; } = ["get"];

    public bool IsStream => true;

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = Read(request.Query);
        var pod = registry.Get(KindTable.Pod, request.Key).As<V1Pod>();
        options = options with { Container = StreamQuery.Container(pod, options.Container) };
        var response = request.Http.Response;
        response.ContentType = "text/plain";
        request.Http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(request.Aborted, streams.Ending);
        await using var chunks = new PendingReader<ReadOnlyMemory<byte>>(ct => logs.ReadAsync(pod, options, ct), end.Token);
        await Task.WhenAny(chunks.Next, Task.Delay(HeadersAfter, time, request.Aborted));
        if (!chunks.Next.IsCompleted)
        {
            await response.Body.FlushAsync(request.Aborted);
        }

        while (await HasNextAsync(chunks))
        {
            // A chunk may share the reader's buffer: it is written before the next one is asked for.
            await response.Body.WriteAsync(chunks.Current, request.Aborted);
            chunks.Advance();
            if (!chunks.Next.IsCompleted)
            {
                await response.Body.FlushAsync(request.Aborted);
            }
        }
    }

    // When the server stops, a followed log ends like one whose container ended.
    private async Task<bool> HasNextAsync(PendingReader<ReadOnlyMemory<byte>> chunks)
    {
        try
        {
            return await chunks.Next;
        }
        catch (OperationCanceledException) when (streams.Ending.IsCancellationRequested)
        {
            return false;
        }
    }

    private static ContainerLogOptions Read(IQueryCollection query)
    {
        var tail = Natural(query, "tailLines", lowest: 0);
        var since = Natural(query, "sinceSeconds", lowest: 1);
        var limit = Natural(query, "limitBytes", lowest: 1);
        var sinceTime = Time(query);
        if (since is not null && sinceTime is not null)
        {
            throw ApiFailures.InvalidOption("PodLogOptions", "sinceSeconds", "FieldValueForbidden", "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified");
        }

        return new ContainerLogOptions(
            query.Text("container"), query.Flag("follow"), query.Flag("previous"), (int?)tail, (int?)since, sinceTime, query.Flag("timestamps"), limit);
    }

    private static long? Natural(IQueryCollection query, string name, long lowest)
    {
        var number = query.Number(name);
        if (number is null || (number >= lowest && number <= int.MaxValue))
        {
            return number;
        }

        var bound = lowest == 0 ? "must be greater than or equal to 0" : "must be greater than 0";
        throw ApiFailures.InvalidOption("PodLogOptions", name, "FieldValueInvalid", string.Create(CultureInfo.InvariantCulture, $"Invalid value: {number}: {bound}"));
    }

    private static DateTimeOffset? Time(IQueryCollection query)
    {
        if (query.Text("sinceTime") is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw ApiFailures.BadRequest($"parsing time \"{text}\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"{text}\" as \"2006\"");
    }
}
