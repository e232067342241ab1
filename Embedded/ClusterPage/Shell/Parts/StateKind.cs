namespace Workshop.ClusterPage.Shell.Parts;

/// <summary>How good a state is; it decides the colour and the shape of a <see cref="StateChip"/>, never its words.</summary>
public enum StateKind
{
    /// <summary>Nothing to judge: finished, scaled to nothing, not known yet.</summary>
    Neutral,

    /// <summary>As it should be.</summary>
    Good,

    /// <summary>On its way.</summary>
    Busy,

    /// <summary>Works, but somebody should look.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Bad,
}
