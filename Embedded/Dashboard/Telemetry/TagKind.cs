namespace Workshop.Dashboard.Telemetry;

/// <summary>What the value of an attribute was on the wire.</summary>
public enum TagKind
{
    Text,
    Boolean,
    Whole,
    Number,
    Bytes,
    List,
    Map,
}
