using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Verbs;

/// <summary>The response of a watch: lines of JSON, each sent as soon as nothing else waits to be written.</summary>
internal sealed class WatchStream(ApiRequest request, ObjectWriter objects, IncludeObject include)
{
    private readonly HttpResponse _response = request.Http.Response;
    private readonly bool _wantsBookmarks = request.Query.Flag("allowWatchBookmarks");
    private bool _isFirst = true;
    private bool _hasUnsent;
    private long _seen;

    /// <summary>Sends the headers: the client must know at once that it is watching.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        _response.ContentType = "application/json";
        request.Http.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        await _response.StartAsync(ct);
        await _response.BodyWriter.FlushAsync(ct);
    }

    public void Write(string type, StoredObject item)
    {
        WriteLine(json => objects.WriteEvent(json, type, item, request.Format, include, _isFirst));
        _isFirst = false;
    }

    /// <summary>Remembers up to which version this reader has seen everything, for the next bookmark.</summary>
    public void SeenUpTo(long version) => _seen = version;

    public async Task BookmarkAsync(CancellationToken ct)
    {
        if (!_wantsBookmarks || _seen == 0)
        {
            return;
        }

        WriteLine(json => ObjectWriter.WriteBookmark(json, request.Kind, _seen, request.Format));
        await FlushAsync(ct);
    }

    /// <summary>The last event: the client has to list again.</summary>
    public async Task FailAsync(StatusException failure, CancellationToken ct)
    {
        WriteLine(json => ObjectWriter.WriteEvent(json, "ERROR", StatusBody.Failure(failure)));
        await FlushAsync(ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (_hasUnsent)
        {
            _hasUnsent = false;
            await _response.BodyWriter.FlushAsync(ct);
        }
    }

    private void WriteLine(Action<Utf8JsonWriter> write)
    {
        using (var json = Answer.Writer(_response.BodyWriter))
        {
            write(json);
        }

        _response.BodyWriter.Write("\n"u8);
        _hasUnsent = true;
    }
}
