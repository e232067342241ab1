namespace Workshop.Dashboard.Tests.Browser;

/// <summary>Tests that share one Chromium and one running application; they run one after the other, for a busy machine draws late.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>, ICollectionFixture<ApplicationFixture>
{
    public const string Name = "browser";
}
