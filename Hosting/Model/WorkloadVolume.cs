namespace Workshop.Hosting.Model;

/// <summary>Storage that outlives a pod.</summary>
/// <param name="Path">Where the container finds it.</param>
internal sealed record WorkloadVolume(string Name, string Path, bool IsReadOnly);
