namespace Workshop.Hosting.Model;

/// <summary>A configuration file in the container.</summary>
internal sealed record WorkloadFile(string Folder, string FileName, TextExpression Content);
