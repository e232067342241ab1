namespace Workshop.Dashboard.Intake;

/// <summary>What became of a request.</summary>
internal enum IntakeVerdict
{
    /// <summary>All of it is kept, or all but what the outcome counts.</summary>
    Taken,

    /// <summary>It cannot be read, and nothing of it is kept.</summary>
    Damaged,

    /// <summary>Too many wait already; nothing of it is kept.</summary>
    Full,
}
