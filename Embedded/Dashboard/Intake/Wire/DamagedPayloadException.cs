namespace Workshop.Dashboard.Intake.Wire;

/// <summary>A payload that is not what it says it is; its message says what is wrong, and where.</summary>
internal sealed class DamagedPayloadException(string message) : Exception(message);
