namespace Workshop.ClusterPage.Actions;

/// <summary>What became of an action, in one sentence for the person who asked for it.</summary>
public sealed record ActionOutcome(bool Succeeded, string Message);
