namespace Workshop.Hosting.Model;

/// <summary>An environment variable.</summary>
internal sealed record WorkloadVariable(string Name, TextExpression Value);
