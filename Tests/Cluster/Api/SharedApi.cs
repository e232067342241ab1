namespace Workshop.Cluster.Tests.Api;

/// <summary>Tests that share one running API; each works in a namespace of its own.</summary>
[CollectionDefinition(Name)]
public sealed class SharedApi : ICollectionFixture<ApiHost>
{
    public const string Name = "api";
}
