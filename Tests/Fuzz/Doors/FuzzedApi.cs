using Microsoft.Extensions.Logging;
using Workshop.Cluster.Tests.Api;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>The real API without loops and nodes, whose faults are collected.</summary>
public sealed class FuzzedApi : ApiHost
{
    internal FaultLog Faults { get; } = new();

    private protected override ILoggerFactory Loggers => Faults;
}
