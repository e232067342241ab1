namespace Workshop.Labs.Desk;

/// <summary>One line of what is typed for a learner.</summary>
public sealed record DeskLine(DeskLineKind Kind, string Text);

/// <summary>What a line is.</summary>
public enum DeskLineKind
{
    /// <summary>The title of a step.</summary>
    Title,

    /// <summary>A command as it is typed, with its prompt.</summary>
    Command,

    /// <summary>What a command writes.</summary>
    Output,

    /// <summary>A step that is green now.</summary>
    Green,

    /// <summary>What went wrong.</summary>
    Red,
}
