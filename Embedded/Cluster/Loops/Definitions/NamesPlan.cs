using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Loops.Definitions;

/// <summary>Decides which of the names that a definition asks for it gets: those that nobody else in its group has. It keeps what it has.</summary>
/// <param name="Reason">Of the condition NamesAccepted: <c>NoConflicts</c>, or the first conflict, such as <c>KindConflict</c>.</param>
internal sealed record NamesPlan(AcceptedNames Names, string Reason, string Message)
{
    public bool AllAccepted => Reason == "NoConflicts";

    /// <param name="takenResources">Plural, singular and short names of the others in the group.</param>
    /// <param name="takenKinds">Their kinds and list kinds.</param>
    public static NamesPlan For(AcceptedNames wanted, AcceptedNames present, IReadOnlySet<string> takenResources, IReadOnlySet<string> takenKinds)
    {
        var conflicts = new List<(string Reason, string Message)>();
        var names = present with
        {
            Plural = Choose(wanted.Plural, present.Plural, takenResources, "PluralConflict", conflicts),
            Singular = Choose(wanted.Singular, present.Singular, takenResources, "SingularConflict", conflicts),
            ShortNames = ChooseAll(wanted.ShortNames, present.ShortNames, takenResources, conflicts),
            Kind = Choose(wanted.Kind, present.Kind, takenKinds, "KindConflict", conflicts),
            ListKind = Choose(wanted.ListKind, present.ListKind, takenKinds, "ListKindConflict", conflicts),
            Categories = wanted.Categories,
        };

        // The last one found is told, as in Kubernetes.
        return conflicts.Count == 0 ? new NamesPlan(names, "NoConflicts", "no conflicts found") : new NamesPlan(names, conflicts[^1].Reason, conflicts[^1].Message);
    }

    private static string Choose(string wanted, string present, IReadOnlySet<string> taken, string reason, List<(string, string)> conflicts)
    {
        if (wanted == present || !taken.Contains(wanted))
        {
            return wanted;
        }

        conflicts.Add((reason, $"{GoText.Quote(wanted)} is already in use"));
        return present;
    }

    private static IReadOnlyList<string> ChooseAll(IReadOnlyList<string> wanted, IReadOnlyList<string> present, IReadOnlySet<string> taken, List<(string, string)> conflicts)
    {
        var refused = wanted.Where(name => taken.Contains(name) && !present.Contains(name)).ToList();
        if (refused.Count == 0)
        {
            return wanted;
        }

        var texts = refused.Select(name => $"{GoText.Quote(name)} is already in use").ToList();
        conflicts.Add(("ShortNamesConflict", texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]"));
        return present;
    }
}
