namespace Workshop.ServiceDefaults.Logging;

/// <summary>Which requests leave a line in the log.</summary>
public enum AccessLog
{
    Off,

    /// <summary>Those of the application's listeners.</summary>
    Requests,

    /// <summary>Probes too, as the original did it.</summary>
    All,
}
