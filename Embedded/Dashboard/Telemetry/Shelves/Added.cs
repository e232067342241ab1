namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>What became of an item that was put on a shelf.</summary>
internal enum Added
{
    Kept,

    /// <summary>It is there already: a sender that heard no answer sends again.</summary>
    Known,

    /// <summary>A limit stands against it.</summary>
    Refused,
}
