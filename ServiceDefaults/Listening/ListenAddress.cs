using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>An address as a user writes it: <c>0.0.0.0:8080</c>, <c>:8080</c>, <c>localhost:8080</c>, <c>[::1]:8080</c>.</summary>
/// <param name="Host">An IP address without brackets, <c>localhost</c>, or a wildcard (<c>*</c>, <c>+</c>, empty).</param>
/// <param name="Port">0 to 65535; 0 is any free one.</param>
internal sealed record ListenAddress(string Host, int Port)
{
    /// <param name="text">What the user wrote.</param>
    /// <param name="address">What it means.</param>
    /// <param name="problem">Why it means nothing: a part of a sentence.</param>
    public static bool TryParse(string text, out ListenAddress address, out string problem)
    {
        (address, problem) = (new ListenAddress("", 0), "");
        var colon = text.LastIndexOf(':');
        if (colon < 0)
        {
            problem = text.Length > 0 && text.All(char.IsAsciiDigit) ? $"has no colon; write ':{text}'" : "is not HOST:PORT";
        }
        else if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            problem = $"has no port from 0 to {IPEndPoint.MaxPort}";
        }
        else if (Unbracketed(text[..colon]) is not { } host)
        {
            problem = "has a host that is neither an IP address nor 'localhost' nor a wildcard";
        }
        else
        {
            address = new ListenAddress(host, port);
        }

        return problem.Length == 0;
    }

    /// <summary>In a pod, "every address" and "this machine" both mean the pod's own address, as they do in Kubernetes.</summary>
    public IPEndPoint ToEndPoint(IPAddress? podIP) => new(podIP is not null && (IsWildcard || IsLocalhost) ? podIP : OwnAddress(), Port);

    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    private bool IsWildcard => Host is "" or "*" or "+" or "0.0.0.0" or "::";

    private bool IsLocalhost => Host is "localhost" or "127.0.0.1" or "::1";

    private IPAddress OwnAddress() => Host switch
    {
        // Go's ":8080" listens on both families; Kestrel does so on the IPv6 wildcard.
        "" or "*" or "+" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.Parse(Host),
    };

    private static string? Unbracketed(string host)
    {
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        var inner = isBracketed ? host[1..^1] : host;
        if (!isBracketed && inner is "" or "*" or "+" or "localhost")
        {
            return inner;
        }

        // IPAddress.Parse also takes "1" and "0x7f.1", which nobody means.
        return IPAddress.TryParse(inner, out var ip) && (ip.AddressFamily == AddressFamily.InterNetworkV6) == isBracketed && (isBracketed || inner.Count(c => c == '.') == 3)
            ? ip.ToString()
            : null;
    }
}
