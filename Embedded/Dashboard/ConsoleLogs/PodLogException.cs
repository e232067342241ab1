namespace Workshop.Dashboard.ConsoleLogs;

/// <summary>A log cannot be read now. The message is a sentence for people.</summary>
internal sealed class PodLogException(string message, bool isFinal, Exception? inner) : Exception(message, inner)
{
    /// <value>True where trying again is of no use: the pod is gone, or may not be read.</value>
    public bool IsFinal { get; } = isFinal;
}
