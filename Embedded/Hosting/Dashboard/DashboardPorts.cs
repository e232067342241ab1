namespace Workshop.Hosting.Dashboard;

/// <summary>The ports of this machine under which the dashboard is reached, and the lines to say where one is not the usual one.</summary>
internal sealed record DashboardPorts(int Web, int OtlpGrpc, int OtlpHttp, IReadOnlyList<string> Notes)
{
    /// <summary>Also those on which its container listens. Aspire's dashboard has the same.</summary>
    public static readonly DashboardPorts Usual = new(18888, 18889, 18890, []);

    /// <param name="isFree">Whether a port can be listened on now.</param>
    /// <param name="anyFree">Null: the usual ports, or the next free ones. Else gives a free port, another one each time.</param>
    public static DashboardPorts Choose(Func<int, bool> isFree, Func<int>? anyFree)
    {
        if (anyFree is not null)
        {
            return new(anyFree(), anyFree(), anyFree(), []);
        }

        var web = NextFree(Usual.Web, [Usual.OtlpGrpc, Usual.OtlpHttp], isFree);
        var grpc = NextFree(Usual.OtlpGrpc, [web, Usual.OtlpHttp], isFree);
        var http = NextFree(Usual.OtlpHttp, [web, grpc], isFree);
        return new(web, grpc, http, web == Usual.Web ? [] : [$"Port {Usual.Web} is taken: the dashboard is on {web}."]);
    }

    private static int NextFree(int usual, int[] others, Func<int, bool> isFree)
    {
        var port = usual;
        while (!isFree(port) || others.Contains(port))
        {
            port++;
        }

        return port;
    }
}
