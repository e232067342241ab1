#nullable enable
#pragma warning disable ASPIREPROBES001

using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

[Experimental("ASPIREPROBES001")]
public enum ProbeType
{
    Startup = 0,
    Readiness = 1,
    Liveness = 2,
}
