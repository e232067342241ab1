using System.Globalization;
using Grpc.Core;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>Answers an HTTP request with a status that has google.rpc.Status for its body, as OTLP asks for.</summary>
internal static class HttpRefusal
{
    public const string Protobuf = "application/x-protobuf";

    public static Task WriteAsync(HttpContext context, StatusCode code, string problem, TimeSpan retryDelay) => WriteAsync(context, HttpCodeOf(code), code, problem, retryDelay);

    public static async Task WriteAsync(HttpContext context, int httpCode, StatusCode code, string problem, TimeSpan retryDelay)
    {
        context.Response.StatusCode = httpCode;
        context.Response.ContentType = Protobuf;
        if (retryDelay > TimeSpan.Zero)
        {
            context.Response.Headers.RetryAfter = retryDelay.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        }

        var body = OtlpMessages.Status((int)code, problem, retryDelay);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static int HttpCodeOf(StatusCode code) => code switch
    {
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.Unavailable => StatusCodes.Status429TooManyRequests,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status400BadRequest,
    };
}
