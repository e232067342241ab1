using System.Collections.Immutable;
using Workshop.Labs.Desk;

namespace Workshop.AppHost.Labs;

/// <summary>What rows of labs show. Pure.</summary>
internal static class LabSnapshots
{
    private const string Next = "lab.next";

    /// <summary>Before anybody has looked at the learner's progress.</summary>
    public static CustomResourceSnapshot Unread(string type, string source) => new()
    {
        ResourceType = type,
        State = KnownResourceStates.NotStarted,
        Properties = [new(CustomResourceKnownProperties.Source, source)],
    };

    public static CustomResourceSnapshot Show(CustomResourceSnapshot before, LabStanding standing, Uri? guide) => before with
    {
        State = new(standing.State, StyleOf(standing.IsDone)),
        Properties =
        [
            .. Without(before.Properties, CustomResourceKnownProperties.Source, Next),
            new(CustomResourceKnownProperties.Source, standing.Title),
            new(Next, standing.NextStep ?? "the quiz") { DisplayName = "Next step", IsHighlighted = true },
        ],
        Urls = Link("guide", guide, "Guide"),
    };

    public static CustomResourceSnapshot Show(CustomResourceSnapshot before, IReadOnlyList<LabStanding> all, Uri? page) => before with
    {
        State = new($"{all.Count(lab => lab.IsDone)} of {all.Count} done", StyleOf(all.All(lab => lab.IsDone))),
        Urls = Link("labs", page, "All labs"),
    };

    /// <summary>The progress cannot be read; why is in the row's log.</summary>
    public static CustomResourceSnapshot Unreadable(CustomResourceSnapshot before) => before with { State = new("progress unreadable", KnownResourceStateStyles.Error) };

    // Without a style Aspire's dashboard would tick what is not begun.
    private static string StyleOf(bool isDone) => isDone ? KnownResourceStateStyles.Success : KnownResourceStateStyles.Info;

    private static ImmutableArray<UrlSnapshot> Link(string name, Uri? address, string text) =>
        address is null ? [] : [new UrlSnapshot(name, address.AbsoluteUri, IsInternal: false) { DisplayProperties = new(text) }];

    private static IEnumerable<ResourcePropertySnapshot> Without(ImmutableArray<ResourcePropertySnapshot> properties, params string[] names) => properties.Where(property => !names.Contains(property.Name));
}
