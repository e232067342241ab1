namespace Workshop.Dashboard.Intake.Wire;

/// <summary>How a value stands in a protobuf message. A field's tag is its number, three bits to the left, and one of these.</summary>
internal static class WireType
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;
}
