using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Workshop.Endpoints.Answers;
using Workshop.ServiceDefaults.Answers;
using Workshop.ServiceDefaults.Health;

namespace Workshop.Endpoints.Lab.Faults;

/// <summary><c>/faults</c> on the health port: GET shows them, POST sets them, DELETE ends them.</summary>
internal sealed class FaultsEndpoint(FaultState faults) : IHealthPortEndpoint
{
    private const string Json = "application/json";
    private const int MostBytes = 4096;

    public string Path => "/faults";

    public Task AnswerAsync(HttpContext context)
    {
        switch (context.Request.Method)
        {
            case "GET" or "HEAD":
                return ShowAsync(context);
            case "POST":
                return SetAsync(context);
            case "DELETE":
                faults.Clear();
                return ShowAsync(context);
            default:
                return Problem.WriteMethodNotAllowedAsync(context, "GET", "HEAD", "POST", "DELETE");
        }
    }

    private async Task SetAsync(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(new StringSegment(context.Request.ContentType), out var type) || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.Headers["Accept-Post"] = Json;
            await Problem.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, $"Faults are '{Json}'. With curl: --json '{{\"latencyMs\":300}}'.");
            return;
        }

        if (await TryReadAsync(context) is not { } text)
        {
            await Problem.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, $"Faults need no more than {MostBytes} bytes.");
            return;
        }

        var (plan, findings) = FaultText.Parse(text);
        if (findings.Count > 0)
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, string.Join(' ', findings));
            return;
        }

        try
        {
            faults.Set(plan);
        }
        catch (OutOfMemoryException)
        {
            faults.Clear();
            await Problem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, $"This process cannot have {plan.MemoryMiB} MiB more. No fault is in force.");
            return;
        }

        await ShowAsync(context);
    }

    /// <returns>Null when it is too much.</returns>
    private static async Task<ReadOnlyMemory<byte>?> TryReadAsync(HttpContext context)
    {
        var text = new byte[MostBytes + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(text, text.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > MostBytes)
        {
            return null;
        }

        return text.AsMemory(0, length);
    }

    private Task ShowAsync(HttpContext context)
    {
        var plan = faults.Current;
        return JsonAnswer.WriteAsync(context, json =>
        {
            json.WriteNumber("latencyMs", plan.LatencyMs);
            json.WriteNumber("errorRate", plan.ErrorRate);
            json.WriteNumber("memoryMiB", plan.MemoryMiB);
            json.WriteNumber("cpus", plan.Cpus);
            json.WriteNumber("seconds", plan.Seconds);
        });
    }
}
