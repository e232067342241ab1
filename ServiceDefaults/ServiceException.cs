namespace Workshop.ServiceDefaults;

/// <summary>A mistake that the user of a service can mend; <see cref="ServiceProgram"/> shows its message as one line, without a stack, and ends with <see cref="ExitCode"/>.</summary>
public sealed class ServiceException : Exception
{
    public ServiceException(string message)
        : base(message)
    {
    }

    public ServiceException(string message, Exception inner)
        : base(message, inner)
    {
    }

    private ServiceException(string message, int exitCode)
        : base(message)
    {
        ExitCode = exitCode;
    }

    /// <value>2, as for a flag that cannot be read; 0 where the message is help that was asked for.</value>
    public int ExitCode { get; } = 2;

    internal static ServiceException Help(string text) => new(text, exitCode: 0);
}
