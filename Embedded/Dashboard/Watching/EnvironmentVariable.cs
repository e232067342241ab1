namespace Workshop.Dashboard.Watching;

/// <summary>A variable of a container as its pod spells it. What stands in a Secret is never read: <see cref="Source"/> says where it comes from.</summary>
/// <param name="Value">Null when it comes from elsewhere.</param>
/// <param name="Source">Such as <c>Secret 'keys', key 'jwt'</c>; null when <paramref name="Value"/> is written in the pod itself.</param>
public sealed record EnvironmentVariable(string Name, string? Value, string? Source, bool IsSecret);
