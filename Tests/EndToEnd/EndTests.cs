namespace Workshop.EndToEnd;

/// <summary>After all that the shared application went through, Ctrl+C ends it within its limit and leaves nothing.</summary>
[Collection(CollectionsByName.End)]
public sealed class EndTests
{
    [SkippableFact]
    public async Task Nothing_is_left_of_the_shared_application()
    {
        await using var workshop = await SharedWorkshop.Get();

        await workshop.EndsWithoutATrace();
    }
}
