namespace Workshop.EndToEnd;

/// <summary>After all that the shared application went through, Ctrl+C ends it within its limit and leaves nothing.</summary>
[Collection(CollectionsByName.End)]
public sealed class EndTests
{
    [SkippableFact]
    public async Task Nothing_is_left_of_the_shared_application_and_no_secret_is_where_it_should_not_be()
    {
        await using var workshop = await SharedWorkshop.Get();
        var canaries = await Canaries.Plant(workshop);

        await canaries.AreNowhere(workshop);
        await workshop.EndsWithoutATrace();
        canaries.AreInNoFile(workshop);
    }
}
