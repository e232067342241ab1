using System.Buffers;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Responses;

/// <summary>Sends a finished answer: as JSON, indented for people, or as YAML.</summary>
internal static class Answer
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, IndentSize = 2, NewLine = "\n" };

    // Nobody reads before everything is written.
    private static readonly PipeOptions Whole = new(pauseWriterThreshold: 0, minimumSegmentSize: 16 * 1024, useSynchronizationContext: false);

    public static async Task SendAsync(HttpContext http, ResponseFormat format, Action<Utf8JsonWriter> write, int code = StatusCodes.Status200OK)
    {
        // A list may have megabytes: in the pool's pieces, not in one array that grows by being copied.
        var buffer = new Pipe(Whole);
        try
        {
            using (var json = new Utf8JsonWriter(buffer.Writer, Compact))
            {
                write(json);
            }

            await buffer.Writer.CompleteAsync();
            await SendAsync(http, format, (await buffer.Reader.ReadAsync(http.RequestAborted)).Buffer, code);
        }
        finally
        {
            await buffer.Writer.CompleteAsync();
            await buffer.Reader.CompleteAsync();
        }
    }

    public static Task SendAsync(HttpContext http, ResponseFormat format, JsonObject body, int code = StatusCodes.Status200OK) =>
        SendAsync(http, format, json => body.WriteTo(json), code);

    /// <summary>Errors are JSON whatever the client asked for, unless it was YAML, or there is nobody who could say more than that.</summary>
    public static Task SendAsync(HttpContext http, StatusException failure)
    {
        if (failure.RetryAfter is { } wait)
        {
            http.Response.Headers.RetryAfter = ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        if (failure.IsPlainText)
        {
            http.Response.StatusCode = failure.Code;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync(failure.Message, http.RequestAborted);
        }

        var format = ResponseFormat.Parse(http.Request.Headers.Accept.ToString()) ?? ResponseFormat.Json;
        return SendAsync(http, format, StatusBody.Failure(failure), failure.Code);
    }

    internal static Utf8JsonWriter Writer(IBufferWriter<byte> to) => new(to, Compact);

    private static async Task SendAsync(HttpContext http, ResponseFormat format, ReadOnlySequence<byte> json, int code)
    {
        var isYaml = format.Media == MediaType.Yaml;
        var body = isYaml ? new ReadOnlySequence<byte>(YamlText.From(json.ToArray())) : IsForPeople(http.Request) ? new ReadOnlySequence<byte>(Indent(json)) : json;
        RequestWarnings.Send(http);
        http.Response.StatusCode = code;
        http.Response.ContentType = isYaml ? "application/yaml" : "application/json";
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            foreach (var piece in body)
            {
                await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            }
        }
    }

    // As Kubernetes: on request, and without one for the programs that people look at JSON with.
    private static bool IsForPeople(HttpRequest request)
    {
        if (request.Query.ContainsKey("pretty"))
        {
            return request.Query.Flag("pretty");
        }

        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal) || agent.StartsWith("Wget", StringComparison.Ordinal) || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }

    private static ReadOnlyMemory<byte> Indent(ReadOnlySequence<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var buffer = new ArrayBufferWriter<byte>((int)json.Length * 2);
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            document.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
