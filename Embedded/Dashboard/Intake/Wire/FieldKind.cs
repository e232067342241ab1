namespace Workshop.Dashboard.Intake.Wire;

/// <summary>What must be checked of a field that stands as bytes.</summary>
internal enum FieldKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is UTF-8.</summary>
    Text,

    /// <summary>It is a message.</summary>
    Message,

    /// <summary>Packed, eight bytes each; Doubles likewise.</summary>
    Fixed64,
    Doubles,

    /// <summary>Packed, of any length each.</summary>
    Varints,
}
