namespace Workshop.Dashboard.Metrics.Numbers;

/// <summary>What was added up to <paramref name="At"/>, and in which time.</summary>
internal readonly record struct Increment<T>(DateTimeOffset At, TimeSpan During, T Added);
