namespace Workshop.Dashboard.Tests.Telemetry;

/// <summary>A span as the model sees it; times in milliseconds.</summary>
internal sealed record ModelSpan(int Trace, int Id, int Parent, int From, int Length, bool IsError, string Service)
{
    public string Name => $"span {Id} of {Service}";
}
