using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

internal sealed record ReplicasAnnotation(int Replicas) : IResourceAnnotation;
