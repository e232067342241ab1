namespace Workshop.Dashboard.Intake.Wire;

/// <summary>A field of a message, by the number and name that OTLP gives it.</summary>
internal readonly record struct FieldShape(int Number, string Name, FieldKind Kind, MessageShape? Inner = null);
