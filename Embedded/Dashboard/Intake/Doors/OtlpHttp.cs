using System.IO.Compression;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>OTLP over HTTP, with protobuf bodies.</summary>
internal sealed class OtlpHttp(TelemetryIntake intake, IOptions<IntakeOptions> options)
{
    public async Task ExportAsync(HttpContext context, TelemetryKind kind)
    {
        if (!IsProtobuf(context.Request.ContentType))
        {
            await UnsupportedAsync(context, $"The body is '{context.Request.ContentType}', and only '{HttpRefusal.Protobuf}' is read here. Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf, or grpc at its own port.");
            return;
        }

        if (BodyOf(context) is not { } body)
        {
            await UnsupportedAsync(context, $"The body's encoding is '{context.Request.Headers.ContentEncoding}', and only 'gzip' and none are read here.");
            return;
        }

        if (await ReadAsync(context, body) is { } payload)
        {
            await AnswerAsync(context, await intake.TakeAsync(kind, payload, context.RequestAborted));
        }
    }

    private static bool IsProtobuf(string? contentType) =>
        contentType?.Split(';')[0].Trim().Equals(HttpRefusal.Protobuf, StringComparison.OrdinalIgnoreCase) == true;

    private static Stream? BodyOf(HttpContext context) => context.Request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => context.Request.Body,
        "gzip" => new GZipStream(context.Request.Body, CompressionMode.Decompress),
        _ => null,
    };

    private static Task UnsupportedAsync(HttpContext context, string problem) =>
        HttpRefusal.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, problem, TimeSpan.Zero);

    private async Task<IntakePayload?> ReadAsync(HttpContext context, Stream body)
    {
        try
        {
            // The limit stands on both sides of the unpacking: a small body may hold a large one.
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = options.Value.MaxRequestBytes;
            if (await IntakePayload.ReadAsync(body, options.Value.MaxRequestBytes, context.RequestAborted) is { } payload)
            {
                return payload;
            }

            await TooLargeAsync(context);
        }
        catch (InvalidDataException)
        {
            await HttpRefusal.WriteAsync(context, StatusCode.InvalidArgument, "The body is not gzip, though its Content-Encoding says so.", TimeSpan.Zero);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            await TooLargeAsync(context);
        }

        return null;
    }

    private Task TooLargeAsync(HttpContext context) => HttpRefusal.WriteAsync(
        context, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted,
        $"The request has more than {options.Value.MaxRequestMegabytes} MiB (Workshop:Otlp:MaxRequestMegabytes). Send smaller batches.", TimeSpan.Zero);

    private static async Task AnswerAsync(HttpContext context, IntakeAnswer answer)
    {
        switch (answer.Verdict)
        {
            case IntakeVerdict.Damaged:
                await HttpRefusal.WriteAsync(context, StatusCode.InvalidArgument, answer.Problem, TimeSpan.Zero);
                break;
            case IntakeVerdict.Full:
                await HttpRefusal.WriteAsync(context, StatusCode.Unavailable, answer.Problem, IntakeAnswer.RetryDelay);
                break;
            default:
                var body = OtlpMessages.Response(answer.Outcome);
                context.Response.ContentType = HttpRefusal.Protobuf;
                context.Response.ContentLength = body.Length;
                await context.Response.Body.WriteAsync(body, context.RequestAborted);
                break;
        }
    }
}
