using Grpc.Core;
using Microsoft.Extensions.Options;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>What a request must pass before a byte of its body is read: the key, and that not too many are inside already.</summary>
internal sealed partial class IntakeDoor(RequestDelegate next, ApiKeyCheck key, IOptions<IntakeOptions> options, ILogger<IntakeDoor> logger)
{
    private readonly int _most = options.Value.MaxRequests;
    private int _inside;
    private int _hasWarned;

    public async Task InvokeAsync(HttpContext context)
    {
        if (key.WhyRefused(context.Request.Headers[ApiKeyCheck.Header]) is { } problem)
        {
            WarnOnce(context, problem);
            await RefuseAsync(context, StatusCode.Unauthenticated, problem, TimeSpan.Zero);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref _inside) > _most)
            {
                await RefuseAsync(context, StatusCode.Unavailable, IntakeAnswer.FullMessage, IntakeAnswer.RetryDelay);
                return;
            }

            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private static Task RefuseAsync(HttpContext context, StatusCode code, string problem, TimeSpan retryDelay) =>
        GrpcRefusal.IsGrpc(context) ? GrpcRefusal.WriteAsync(context, code, problem, retryDelay) : HttpRefusal.WriteAsync(context, code, problem, retryDelay);

    private void WarnOnce(HttpContext context, string problem)
    {
        // A sender without the key tries again and again; once is enough for people.
        if (Interlocked.Exchange(ref _hasWarned, 1) == 0)
        {
            LogRefused(context.Connection.RemoteIpAddress?.ToString() ?? "", problem);
        }
    }

    [LoggerMessage(EventId = 4102, Level = LogLevel.Warning, Message = "Telemetry from {Sender} was refused, and further such refusals are not logged: {Problem}")]
    private partial void LogRefused(string sender, string problem);
}
