using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a probe decides.</summary>
[Experimental("ASPIREPROBES001")]
public enum ProbeType
{
    /// <summary>The program has started; before that, no other probe counts.</summary>
    Startup = 0,

    /// <summary>The pod gets requests.</summary>
    Readiness = 1,

    /// <summary>The container is restarted when it fails.</summary>
    Liveness = 2,
}
