namespace Workshop.ClusterPage.Tests.Browser;

/// <summary>Tests that share one Chromium; they run one after the other, for a busy machine draws late.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
