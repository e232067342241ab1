namespace Workshop.Cluster.Api.Streams;

/// <summary>Kubernetes' protocols of a remote command over a WebSocket: each message is of one channel, which its first byte names.</summary>
/// <param name="Version">4: the end is told as a Status; 5: a client can end its input. Before: the end is told as a text, if it is bad.</param>
/// <param name="IsText">Messages are text: the channel as a digit, then base64.</param>
internal sealed record ChannelProtocol(string Name, int Version, bool IsText)
{
    public const byte Input = 0;
    public const byte Output = 1;
    public const byte Error = 2;
    public const byte Status = 3;
    public const byte Resize = 4;
    public const byte Close = 255;

    private static readonly ChannelProtocol[] All =
    [
        new("v5.channel.k8s.io", 5, false),
        new("v4.channel.k8s.io", 4, false),
        new("v4.base64.channel.k8s.io", 4, true),
        new("channel.k8s.io", 1, false),
        new("base64.channel.k8s.io", 1, true),
    ];

    /// <summary>The client's first choice of those that are known; who names none speaks the oldest.</summary>
    /// <returns>Null: it knows none of them.</returns>
    public static ChannelProtocol? Negotiate(IList<string> wanted) => wanted.Count == 0
        ? new ChannelProtocol("", 1, false)
        : wanted.Select(name => Array.Find(All, protocol => protocol.Name == name)).FirstOrDefault(protocol => protocol is not null);
}
