namespace Workshop.Labs.Desk;

/// <summary>One hint of a step.</summary>
/// <param name="Number">From 1, a nudge, to <paramref name="Count"/>, nearly the command.</param>
public sealed record GivenHint(string Step, int Number, int Count, string Text)
{
    public bool IsLast => Number >= Count;
}
