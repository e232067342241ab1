namespace Workshop.Hosting.Model;

/// <summary>The image of a container that is not a project of ours.</summary>
internal sealed record WorkloadImage(string Repository, string Tag);
