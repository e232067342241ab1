using System.Buffers.Binary;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Ids as they stand on the wire; zero is none.</summary>
internal static class WireIds
{
    /// <returns>Zero when it is not one: another length, or all zero.</returns>
    public static UInt128 Trace(ReadOnlySpan<byte> id) => id.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(id) : default;

    /// <returns>Zero when it is not one: another length, or all zero.</returns>
    public static ulong Span(ReadOnlySpan<byte> id) => id.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(id) : 0;
}
