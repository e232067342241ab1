using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Counts what of a batch is refused, and keeps the first reason for the sender.</summary>
internal sealed class Rejections
{
    private long _count;
    private string _reason = "";

    public void Add(long count, string reason)
    {
        _count += count;
        if (_reason.Length == 0)
        {
            _reason = reason;
        }
    }

    public WriteOutcome Outcome() => new(_count, _reason);
}
