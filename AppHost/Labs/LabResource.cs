namespace Workshop.AppHost.Labs;

/// <summary>All labs, as the row above theirs.</summary>
internal sealed class LabsResource(string name) : Resource(name);

/// <summary>A lab as a row. Not begun, at a step, done: nothing runs, nobody waits for it, and it has no health.</summary>
internal sealed class LabResource(Workshop.Labs.Lab lab) : Resource(NameOf(lab))
{
    public Workshop.Labs.Lab Lab { get; } = lab;

    /// <summary>Such as <c>lab-08</c>. Pods' rows have an underscore, so that none is called so.</summary>
    public static string NameOf(Workshop.Labs.Lab lab) => $"lab-{lab.Number:00}";
}
