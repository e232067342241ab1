namespace Workshop.ClusterPage.Watching;

/// <summary>GETs of the watched cluster's API; nothing else is ever sent by a watch.</summary>
internal interface IClusterTransport
{
    /// <value>The API's address, for people; empty while none is known.</value>
    string Server { get; }

    /// <summary>Sends the request and returns as soon as the headers are there.</summary>
    /// <exception cref="ClusterAccessException">There is no cluster to ask.</exception>
    Task<HttpResponseMessage> GetAsync(string pathAndQuery, CancellationToken ct);
}
