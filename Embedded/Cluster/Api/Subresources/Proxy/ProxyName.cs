namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary>A name in a proxy's URL: <c>NAME</c>, <c>NAME:PORT</c>, <c>https:NAME:PORT</c> or <c>https:NAME:</c>.</summary>
/// <param name="Port">A number, or a port's name; empty: the first one.</param>
internal sealed record ProxyName(string Scheme, string Name, string Port)
{
    /// <returns>Null: it has another form.</returns>
    public static ProxyName? Parse(string text) => text.Split(':') switch
    {
        [var name] when name.Length > 0 => new("http", name, ""),
        [var name, var port] when name.Length > 0 => new("http", name, port),
        ["http" or "https" or "", var name, var port] when name.Length > 0 => new(text.StartsWith("https", StringComparison.Ordinal) ? "https" : "http", name, port),
        _ => null,
    };
}
