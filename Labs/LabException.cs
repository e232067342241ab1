namespace Workshop.Labs;

/// <summary>What a user can mend; the message says what, where and how, and is shown without a stack.</summary>
public sealed class LabException(string message) : Exception(message);
