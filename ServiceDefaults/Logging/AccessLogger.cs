using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Workshop.ServiceDefaults.Logging;

/// <summary>Writes the original's line for a request: <c>127.0.0.1:51332 - - [Mon, 02 Jan 2006 15:04:05 GMT] "GET / HTTP/1.1" curl/8.5.0</c>.</summary>
internal sealed partial class AccessLogger(ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>The plain format prints entries of this category as they are.</summary>
    public const string Category = "Workshop.Access";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    public void Write(HttpContext context)
    {
        if (_logger.IsEnabled(LogLevel.Information))
        {
            // The path stays escaped: a line break in it would forge a line.
            var path = context.Request.Path.ToString();
            var agent = context.Request.Headers.UserAgent.ToString();
            var address = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
            var now = time.GetUtcNow().ToString("r");
            LogRequest(address, now, context.Request.Method, path, context.Request.Protocol, agent);
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "{Address} - - [{Time}] \"{Method} {Path} {Protocol}\" {UserAgent}")]
    private partial void LogRequest(string address, string time, string method, string path, string protocol, string userAgent);
}
