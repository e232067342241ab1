namespace Workshop.Labs.Checks;

/// <summary>What a check sees: green, or red with what it saw, what it expected, and where to look next.</summary>
/// <param name="LookAt">A line to type, such as <c>kubectl describe pod monolith</c>.</param>
public sealed record CheckResult(bool IsGreen, string Saw, string Expected, string LookAt)
{
    public static CheckResult Green(string saw) => new(true, saw, string.Empty, string.Empty);

    public static CheckResult Red(string saw, string expected, string lookAt) => new(false, saw, expected, lookAt);

    /// <summary>The whole of it in one line, as tests and logs want it.</summary>
    public override string ToString() => IsGreen ? $"green: {Saw}" : $"red: saw {Saw}; expected {Expected}; look at: {LookAt}";
}
