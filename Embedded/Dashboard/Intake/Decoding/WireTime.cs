namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>OTLP's times are nanoseconds since 1970; ours are .NET's ticks of 100 ns. The latest that fits on the wire is in the year 2554.</summary>
internal static class WireTime
{
    public static long Ticks(ulong nanoseconds) => DateTime.UnixEpoch.Ticks + (long)(nanoseconds / 100);

    public static DateTimeOffset Time(ulong nanoseconds) => new(Ticks(nanoseconds), TimeSpan.Zero);
}
