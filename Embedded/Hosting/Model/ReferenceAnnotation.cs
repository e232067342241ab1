using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>The resource calls <paramref name="Source"/> and is told all its addresses, also those stated later.</summary>
internal sealed record ReferenceAnnotation(IResourceWithServiceDiscovery Source) : IResourceAnnotation;
