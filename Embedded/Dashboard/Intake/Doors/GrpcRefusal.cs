using System.Globalization;
using Grpc.Core;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>Answers a gRPC call with a status alone ("trailers only"), without reading its body.</summary>
internal static class GrpcRefusal
{
    public const string DetailsHeader = "grpc-status-details-bin";

    public static bool IsGrpc(HttpContext context) => context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true;

    public static Task WriteAsync(HttpContext context, StatusCode code, string problem, TimeSpan retryDelay)
    {
        context.Response.ContentType = "application/grpc";
        var headers = context.Response.Headers;
        headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        headers["grpc-message"] = Uri.EscapeDataString(problem);
        headers[DetailsHeader] = Convert.ToBase64String(OtlpMessages.Status((int)code, problem, retryDelay)).TrimEnd('=');
        return Task.CompletedTask;
    }

    /// <summary>The same from inside of a call.</summary>
    public static RpcException Exception(StatusCode code, string problem, TimeSpan retryDelay) =>
        new(new Status(code, problem), new Metadata { { DetailsHeader, OtlpMessages.Status((int)code, problem, retryDelay) } });
}
