using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Kinds;

/// <summary>All kinds at one moment: the built-in ones and those that CustomResourceDefinitions add. Immutable: a change makes another set.</summary>
internal sealed class KindSet
{
    private readonly Dictionary<string, DefinedKinds> _definitions;

    private KindSet(Dictionary<string, DefinedKinds> definitions)
    {
        _definitions = definitions;
        var rows = definitions.Values.SelectMany(definition => definition.Rows)
            .OrderBy(row => row.Group, StringComparer.Ordinal)
            .ThenBy(row => row.Version, VersionOrder.NewestFirst)
            .ThenBy(row => row.Plural, StringComparer.Ordinal)
            .ToList();
        All = [.. KindTable.All, .. rows.Where(row => row.Custom!.IsServed)];
        Stored = [.. KindTable.Stored, .. rows.Where(row => row.IsStored)];
    }

    public static KindSet BuiltIn { get; } = new(new Dictionary<string, DefinedKinds>(StringComparer.Ordinal));

    /// <summary>Those that the API serves, in discovery order.</summary>
    public IReadOnlyList<ResourceKind> All { get; }

    /// <summary>Those whose objects are kept; of a custom resource with several versions the one that is stored.</summary>
    public IReadOnlyList<ResourceKind> Stored { get; }

    /// <summary>The kind served under that group, version and plural name, or null.</summary>
    public ResourceKind? Find(string group, string version, string plural) =>
        All.FirstOrDefault(kind => kind.Plural == plural && kind.Group == group && kind.Version == version);

    /// <summary>The kind that a file names by <c>apiVersion</c> and <c>kind</c>, or null.</summary>
    public ResourceKind? FindByKind(string apiVersion, string kind) => All.FirstOrDefault(row => row.Kind == kind && row.ApiVersion == apiVersion);

    /// <summary>The kind in which the objects of a resource such as <c>httproutes.gateway.networking.k8s.io</c> are kept, or null.</summary>
    public ResourceKind? FindResource(string groupResource) => Stored.FirstOrDefault(kind => kind.GroupResource == groupResource);

    /// <summary>The set after a CustomResourceDefinition was written; this one if that changes no kind.</summary>
    public KindSet With(StoredObject definition)
    {
        var before = _definitions.GetValueOrDefault(definition.Key.Name);
        var after = DefinedKinds.Of(definition, before);
        return ReferenceEquals(before, after) ? this : new KindSet(new Dictionary<string, DefinedKinds>(_definitions, StringComparer.Ordinal) { [definition.Key.Name] = after });
    }

    /// <summary>The set after a CustomResourceDefinition was removed.</summary>
    public KindSet Without(StoredObject definition)
    {
        var rest = new Dictionary<string, DefinedKinds>(_definitions, StringComparer.Ordinal);
        return rest.Remove(definition.Key.Name) ? new KindSet(rest) : this;
    }
}
