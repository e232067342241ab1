#nullable enable
#pragma warning disable ASPIREPROBES001

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

[Experimental("ASPIREPROBES001")]
public sealed class EndpointProbeAnnotation : ProbeAnnotation
{
    public required EndpointReference EndpointReference { get; init; }
    public required string Path { get; init; }
}
