using System.Buffers;
using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Workshop.ServiceDefaults.Answers;

/// <summary>Answers with a problem (RFC 9457): what went wrong, in a form that people and programs read.</summary>
public static class Problem
{
    public const string MediaType = "application/problem+json";

    // Quotes stay quotes: the text is JSON for people, never part of a page.
    private static readonly JsonWriterOptions ForReaders = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="context">A request whose answer has not begun.</param>
    /// <param name="status">400 to 599.</param>
    /// <param name="detail">What happened and what to do, one sentence each.</param>
    public static Task WriteAsync(HttpContext context, int status, string detail) => WriteAsync(context, status, detail, traceId: null);

    /// <summary>405, and what to use instead.</summary>
    public static Task WriteMethodNotAllowedAsync(HttpContext context, params IReadOnlyList<string> allowed)
    {
        ArgumentNullException.ThrowIfNull(context);
        var methods = string.Join(", ", allowed);
        context.Response.Headers.Allow = methods;
        return WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"'{context.Request.Method}' is not possible here. Use {methods}.");
    }

    internal static Task WriteNotFoundAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status404NotFound, "Nothing is served at this path.");

    /// <summary>For what an endpoint threw: a client learns its own mistakes, never ours.</summary>
    internal static Task WriteFailureAsync(HttpContext context) => context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException mistake
        ? WriteAsync(context, mistake.StatusCode, mistake.Message)
        : WriteAsync(context, StatusCodes.Status500InternalServerError, "The service failed to answer; its log says why.", Activity.Current?.TraceId.ToHexString());

    private static async Task WriteAsync(HttpContext context, int status, string detail, string? traceId)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ForReaders))
        {
            json.WriteStartObject();
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteString("instance", context.Request.Path.ToString());
            if (traceId is not null)
            {
                // By which the log's entry is found.
                json.WriteString("trace_id", traceId);
            }

            json.WriteEndObject();
        }

        text.Write("\n"u8);
        context.Response.ContentLength = text.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted);
        }
    }
}
