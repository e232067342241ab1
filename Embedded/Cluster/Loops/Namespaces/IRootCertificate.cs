namespace Workshop.Cluster.Loops.Namespaces;

/// <summary>The cluster's CA, as every namespace publishes it to its pods.</summary>
internal interface IRootCertificate
{
    /// <value>PEM text; null where there is none.</value>
    string? Pem { get; }
}
