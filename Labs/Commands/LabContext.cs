using Workshop.Labs.Access;
using Workshop.Labs.Desk;
using Workshop.Labs.Progress;

namespace Workshop.Labs.Commands;

/// <summary>What every command of one call has in common.</summary>
internal sealed record LabContext(LabDesk Desk, Screen Screen, TimeProvider Time)
{
    public LabFiles Files => Desk.Files;

    public string StateFolder => Desk.Place.StateFolder;

    public ProgressFile Progress => Desk.Progress;

    public ClusterAccess Access() => Desk.Place.Access();

    /// <exception cref="LabException">There is no such lab.</exception>
    public Lab LabOf(string number) => Desk.LabOf(number);

    public static LabContext Of(string? kubeconfig, string? context, string? @namespace)
    {
        var files = LabFiles.Find() ?? throw new LabException("The labs' files were not found. Set WORKSHOP_ROOT to the folder that holds Labs/.");
        var desk = new LabDesk(files, new DeskPlace(State.StateFolder.Path(files), kubeconfig, context, @namespace), TimeProvider.System);
        return new LabContext(desk, Screen.OfProgram(), TimeProvider.System);
    }
}
