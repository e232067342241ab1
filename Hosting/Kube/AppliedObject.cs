using k8s.Models;

namespace Workshop.Hosting.Kube;

/// <summary>What an apply left.</summary>
/// <param name="IsNew">It was not there before.</param>
internal sealed record AppliedObject(V1ObjectMeta Metadata, bool IsNew);
