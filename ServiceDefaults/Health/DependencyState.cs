namespace Workshop.ServiceDefaults.Health;

/// <summary>How it stands with something that a process needs from others.</summary>
/// <param name="Reason">Null: all is well.</param>
/// <param name="Since">Of the last change between well and not.</param>
public sealed record DependencyState(string Name, string? Reason, DateTimeOffset Since)
{
    public bool IsDegraded => Reason is not null;
}
