using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Workshop.Endpoints.Answers;

/// <summary>The original's answers: an object with one string, and a line feed after it that keeps a learner's prompt in column one.</summary>
internal static class JsonAnswer
{
    public static Task WriteAsync(HttpContext context, string name, string value)
    {
        context.Response.ContentType = "application/json";
        var text = Encoding.UTF8.GetBytes($"{{\"{JsonEncodedText.Encode(name)}\":\"{JsonEncodedText.Encode(value)}\"}}\n");
        context.Response.ContentLength = text.Length;
        return context.Response.Body.WriteAsync(text, context.RequestAborted).AsTask();
    }
}
