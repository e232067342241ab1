using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Workshop.ServiceDefaults.Answers;

namespace Workshop.ServiceDefaults.Health;

/// <summary><c>GET /healthz/details</c> on the health port: <c>{"status":"degraded","dependencies":{"redis":{"status":"degraded","since":"…","reason":"…"}}}</c>. Always 200: it is for people.</summary>
internal sealed class HealthDetails(Dependencies dependencies) : IHealthPortEndpoint
{
    private static readonly JsonWriterOptions ForReaders = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Path => "/healthz/details";

    public async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            await Problem.WriteMethodNotAllowedAsync(context, HttpMethods.Get);
            return;
        }

        var text = Write(dependencies.All);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = text.Length;
        await context.Response.Body.WriteAsync(text, context.RequestAborted);
    }

    internal static byte[] Write(IReadOnlyList<DependencyState> dependencies)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, ForReaders))
        {
            json.WriteStartObject();
            json.WriteString("status", Word(dependencies.Any(one => one.IsDegraded)));
            json.WriteStartObject("dependencies");
            foreach (var one in dependencies)
            {
                json.WriteStartObject(one.Name);
                json.WriteString("status", Word(one.IsDegraded));
                json.WriteString("since", one.Since);
                if (one.Reason is not null)
                {
                    json.WriteString("reason", one.Reason);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        text.Write("\n"u8);
        return text.WrittenSpan.ToArray();
    }

    private static string Word(bool isDegraded) => isDegraded ? "degraded" : "healthy";
}
