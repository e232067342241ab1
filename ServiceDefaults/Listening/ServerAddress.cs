using System.Net;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>The address that a server says it listens on, such as <c>http://127.0.0.1:41233</c>.</summary>
internal static class ServerAddress
{
    public static IPEndPoint Of(string? reported, IPEndPoint planned) =>
        Uri.TryCreate(reported, UriKind.Absolute, out var uri) ? new IPEndPoint(planned.Address, uri.Port) : planned;
}
