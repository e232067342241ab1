namespace Workshop.Toolbox;

/// <summary>A mistake of the caller's: printed as one line, exit code 2.</summary>
internal sealed class ToolboxException(string message) : Exception(message);
