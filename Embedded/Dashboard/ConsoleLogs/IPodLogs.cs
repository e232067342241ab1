namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>Where logs come from.</summary>
internal interface IPodLogs
{
    /// <returns>Lines that begin with a timestamp; ends when the container ends, or at once where nothing is followed.</returns>
    /// <exception cref="PodLogException">It cannot be read; the message says why.</exception>
    Task<Stream> OpenAsync(LogSource source, LogRequest request, CancellationToken ct);
}
