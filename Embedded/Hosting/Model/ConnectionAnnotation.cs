using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>The resource is told how to reach <paramref name="Source"/> under the name <paramref name="Name"/>.</summary>
internal sealed record ConnectionAnnotation(IResourceWithConnectionString Source, string Name) : IResourceAnnotation;
