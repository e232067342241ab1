using System.Net;

namespace Workshop.TestKit;

/// <summary>Addresses of loopback for services under test: 127.2–39.x.y, below those that clusters lease, and others for each test process.</summary>
public static class LoopbackAddress
{
    private static int _used;

    public static IPAddress Next()
    {
        var process = Environment.ProcessId;
        var host = Interlocked.Increment(ref _used);
        return new IPAddress([127, (byte)(2 + (process % 38)), (byte)(process / 38 % 256), (byte)(1 + (host % 254))]);
    }
}
