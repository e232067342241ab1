namespace Workshop.Hosting.Validation;

/// <summary>One mistake in the model.</summary>
/// <param name="Resource">Whose mistake it is.</param>
/// <param name="Message">What is wrong and what to do, as sentences.</param>
internal sealed record ModelFinding(string Resource, string Message)
{
    public override string ToString() => $"Resource '{Resource}': {Message}";
}
