using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Workshop.ServiceDefaults.Answers;

/// <summary>Answers with a problem (RFC 9457): what went wrong, in a form that people and programs read.</summary>
public static class Problem
{
    // Quotes stay quotes: the text is JSON for people, never part of a page.
    private static readonly JsonWriterOptions ForReaders = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="context">A request whose answer has not begun.</param>
    /// <param name="status">400 to 599.</param>
    /// <param name="detail">What happened and what to do, one sentence each.</param>
    public static async Task WriteAsync(HttpContext context, int status, string detail)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ForReaders))
        {
            json.WriteStartObject();
            json.WriteString("title", ReasonPhrases.GetReasonPhrase(status));
            json.WriteNumber("status", status);
            json.WriteString("detail", detail);
            json.WriteString("instance", context.Request.Path.ToString());
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        context.Response.ContentLength = text.WrittenCount;
        await context.Response.Body.WriteAsync(text.WrittenMemory, context.RequestAborted);
    }

    internal static Task WriteNotFoundAsync(HttpContext context) => WriteAsync(context, StatusCodes.Status404NotFound, "Nothing is served at this path.");

    internal static Task WriteUnexpectedAsync(HttpContext context) =>
        WriteAsync(context, StatusCodes.Status500InternalServerError, "The service failed to answer; its log says why.");
}
