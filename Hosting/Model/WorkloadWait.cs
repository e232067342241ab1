using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>The resource is started when <paramref name="Dependency"/> has come so far.</summary>
internal sealed record WorkloadWait(IResource Dependency, WaitType Type);
