using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A configuration file in the container.</summary>
internal sealed record FileAnnotation(string Folder, string FileName, ReferenceExpression Content) : IResourceAnnotation;
