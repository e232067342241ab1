using Workshop.Labs.Checks;

namespace Workshop.Labs;

/// <summary>One lab: its folder below Labs/, and its checks in the order of its steps.</summary>
/// <param name="Folder">Such as <c>09-rolling-update</c>.</param>
public sealed record Lab(int Number, string Folder, IReadOnlyList<LabCheck> Checks)
{
    /// <value>Such as <c>rolling-update</c>.</value>
    public string Name => Folder[3..];

    public LabCheck? CheckOf(string step) => Checks.FirstOrDefault(check => check.Step == step);
}
