namespace Workshop.ServiceDefaults.Logging;

/// <summary>How log entries look on stdout.</summary>
public enum LogFormat
{
    /// <summary>One line for people; a request in the original's words.</summary>
    Plain,

    /// <summary>One JSON object for machines.</summary>
    Json,
}
