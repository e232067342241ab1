namespace Workshop.Cluster.Registry.Addresses;

/// <summary>Where ClusterIPs come from.</summary>
internal interface IServiceAddresses
{
    /// <summary>A free address.</summary>
    /// <param name="taken">Those that Services have now.</param>
    /// <returns>Null: none is free.</returns>
    string? Next(IReadOnlySet<string> taken);

    /// <summary>Whether a Service may ask for that address.</summary>
    bool IsValid(string address);

    /// <summary>The range, for messages.</summary>
    string Cidr { get; }
}
