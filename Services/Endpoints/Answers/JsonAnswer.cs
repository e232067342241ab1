using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Workshop.Endpoints.Answers;

/// <summary>The original's answers: an object with one string, and a line feed after it that keeps a learner's prompt in column one.</summary>
internal static class JsonAnswer
{
    private const string MediaType = "application/json";

    private static readonly JsonWriterOptions ForReaders = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    public static Task WriteAsync(HttpContext context, string name, string value) =>
        WriteAsync(context, Encoding.UTF8.GetBytes($"{{\"{JsonEncodedText.Encode(name)}\":\"{JsonEncodedText.Encode(value)}\"}}\n"));

    /// <summary>An object of more than one line.</summary>
    /// <param name="context">The request.</param>
    /// <param name="writeMembers">Writes what stands between the braces.</param>
    public static Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> writeMembers)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ForReaders))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        return WriteAsync(context, text.WrittenMemory);
    }

    private static Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> text)
    {
        context.Response.ContentType = MediaType;
        context.Response.ContentLength = text.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(text, context.RequestAborted).AsTask();
    }
}
