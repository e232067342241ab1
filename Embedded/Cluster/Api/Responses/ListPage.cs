using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Responses;

/// <summary>One answer to a list.</summary>
/// <param name="Continue">Where the next page begins; null on the last one.</param>
/// <param name="Remaining">How many are left; null where a selector makes that unknown, and on the last page.</param>
internal sealed record ListPage(IReadOnlyList<StoredObject> Items, long ResourceVersion, string? Continue = null, int? Remaining = null);
