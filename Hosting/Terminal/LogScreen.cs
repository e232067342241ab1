using Microsoft.Extensions.Logging;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Terminal;

/// <summary>For a run whose terminal is somebody else's (Aspire's own run, a test): what is worth a line is logged.</summary>
internal sealed partial class LogScreen(ILogger<LogScreen> logger) : IRunScreen
{
    public void Say(string line) => LogLine(logger, line);

    public void Ready(string what, string detail, TimeSpan after)
    {
    }

    public void Trouble(string resource, string reason, IReadOnlyList<string> lastLines) => LogTrouble(logger, resource, reason);

    public void Summary(RunAddresses addresses, string stateFolder, TimeSpan after)
    {
    }

    public void State(IReadOnlyList<ReplicaCount> services)
    {
    }

    [LoggerMessage(EventId = 1030, Level = LogLevel.Information, Message = "{Line}")]
    private static partial void LogLine(ILogger logger, string line);

    [LoggerMessage(EventId = 1031, Level = LogLevel.Warning, Message = "'{Resource}' does not start: {Reason}")]
    private static partial void LogTrouble(ILogger logger, string resource, string reason);
}
