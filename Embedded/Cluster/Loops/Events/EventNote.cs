using k8s.Models;

namespace Workshop.Cluster.Loops.Events;

/// <summary>Something that happened to an object, before it is decided which Event tells of it.</summary>
internal sealed record EventNote(V1ObjectReference About, string Type, string Reason, string Message, string Component, string? Host, DateTime At)
{
    /// <value>What the scheduler, the one recorder of the newer kind, was doing; null: an older recorder.</value>
    public string? Action => (Component, Reason) switch
    {
        ("default-scheduler", "Scheduled") => "Binding",
        ("default-scheduler", _) => "Scheduling",
        _ => null,
    };

    /// <summary>Who reports about which object: what the limit of events counts by.</summary>
    public string Source => string.Join('|', Component, Host, About.Kind, About.NamespaceProperty, About.Name, About.Uid, About.ApiVersion, About.FieldPath);

    /// <summary>Notes of one group differ in their message only: they are similar.</summary>
    public string Group => string.Join('|', Source, Type, Reason);

    /// <summary>Notes with the same identity are equal: they are counted.</summary>
    public string Identity => string.Join('|', Group, Message);
}
