using Workshop.Dashboard.Shell.Parts;

namespace Workshop.Dashboard.Resources;

/// <summary>How something is: a judgement, a word, and the reason in a sentence.</summary>
/// <param name="Text">One or two words.</param>
/// <param name="Reason">Empty where the word says all.</param>
internal sealed record Condition(StateKind Kind, string Text, string Reason = "");
