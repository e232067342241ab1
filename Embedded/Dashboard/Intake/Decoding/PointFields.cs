using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>The numbers of the fields that all points have and that OTLP numbers differently in each.</summary>
internal readonly record struct PointFields(int Attributes, int Exemplars, int Flags, int Min, int Max)
{
    public static PointFields Of(InstrumentKind kind) => kind switch
    {
        InstrumentKind.Histogram => new(Attributes: 9, Exemplars: 8, Flags: 10, Min: 11, Max: 12),
        InstrumentKind.ExponentialHistogram => new(Attributes: 1, Exemplars: 11, Flags: 10, Min: 12, Max: 13),
        _ => new(Attributes: 7, Exemplars: 5, Flags: 8, Min: 0, Max: 0),   // a summary has neither exemplars nor field 5's meaning
    };
}
