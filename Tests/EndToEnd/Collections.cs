using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer("Workshop.EndToEnd.CollectionsByName", "Workshop.EndToEnd")]

namespace Workshop.EndToEnd;

/// <summary>Collections run one after the other, by name: what shares the application first, its end next, then what has a workshop of its own.</summary>
public sealed class CollectionsByName : ITestCollectionOrderer
{
    public const string Shared = "1 shared application";
    public const string End = "2 end of the shared application";
    public const string Own = "3 workshops of their own";
    public const string Golden = "4 golden transcripts";
    public const string Labs = "5 labs";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
