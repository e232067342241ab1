namespace Workshop.ClusterPage.Guides;

/// <summary>What the desk answered, or why it did not.</summary>
/// <param name="Refusal">In a person's words; null where there is a value.</param>
public sealed record DeskAnswer<T>(T? Value, string? Refusal);
