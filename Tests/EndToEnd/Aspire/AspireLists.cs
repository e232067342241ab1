namespace Workshop.EndToEnd.Aspire;

/// <summary>One application for all that looks at Aspire's lists: it takes the longest to start.</summary>
[CollectionDefinition(Name)]
public sealed class AspireLists : ICollectionFixture<AspireApplication>
{
    public const string Name = "5 Aspire's lists";
}
