namespace Workshop.Labs.Diagnosis;

/// <summary>One file of a diagnosis.</summary>
/// <param name="Name">Its path within the archive, with forward slashes.</param>
internal sealed record DiagnosisPage(string Name, string Text);
