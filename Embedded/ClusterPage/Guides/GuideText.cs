using Workshop.Labs;

namespace Workshop.ClusterPage.Guides;

/// <summary>A guide as this page shows it: its parts, each as HTML of ours.</summary>
/// <param name="Subject">Its title without the lab's number, such as <c>Deployments</c>.</param>
/// <param name="Minutes">How long it takes, as the guide says; null where it does not.</param>
/// <param name="Lead">What stands before the first heading.</param>
public sealed record GuideText(Lab Lab, string Title, string Subject, string? Minutes, string Lead, IReadOnlyList<GuidePart> Parts)
{
    /// <value>Those that are checked, in the order of the guide.</value>
    public IEnumerable<GuidePart> Steps => Parts.Where(part => part.Check is not null);
}

/// <summary>What stands under one heading.</summary>
/// <param name="Id">By which it is found in the page.</param>
/// <param name="Check">The id of its check; null where there is none.</param>
public sealed record GuidePart(string Id, string Title, string? Check, string Html);
