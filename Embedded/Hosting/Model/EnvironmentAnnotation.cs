using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>An environment variable.</summary>
internal sealed record EnvironmentAnnotation(string Name, ReferenceExpression Value) : IResourceAnnotation;
