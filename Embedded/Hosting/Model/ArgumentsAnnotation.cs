using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

internal sealed record ArgumentsAnnotation(IReadOnlyList<string> Arguments) : IResourceAnnotation;
