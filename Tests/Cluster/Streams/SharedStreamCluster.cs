namespace Workshop.Cluster.Tests.Streams;

/// <summary>Tests of streams share one running cluster; each has pods of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStreamCluster : ICollectionFixture<StreamCluster>
{
    public const string Name = "streams";
}
