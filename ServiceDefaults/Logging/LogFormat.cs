namespace Workshop.ServiceDefaults.Logging;

/// <summary>How log entries look on stdout.</summary>
public enum LogFormat
{
    /// <summary>One line for people; a request in the original's words.</summary>
    Plain,

    /// <summary>One JSON object for machines.</summary>
    Json,

    /// <summary>Lines as the original wrote them, and nothing that it did not: no level, category or trace.</summary>
    Original,
}
