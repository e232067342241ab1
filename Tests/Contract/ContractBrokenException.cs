namespace Workshop.Contract;

/// <summary>An application did not do what the contract says; the message says what was asked, what was expected, and what came.</summary>
public sealed class ContractBrokenException(string message) : Exception(message);
