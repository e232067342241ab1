using Workshop.Cluster.Kinds.Custom;

namespace Workshop.Cluster.Kinds;

/// <summary>One row of the table of kinds: what routes, discovery, store and columns need to know of a kind.</summary>
/// <param name="Group">API group, empty for the core group.</param>
/// <param name="Plural">The resource's name in URLs, such as <c>deployments</c>.</param>
/// <param name="Model">The KubernetesClient class that lists its fields.</param>
internal sealed record ResourceKind(string Group, string Version, string Kind, string Plural, string Singular, Type Model)
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public bool IsNamespaced { get; init; } = true;

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    /// <summary>Those verbs in the order in which Kubernetes lists them for kinds that a definition made.</summary>
    public static IReadOnlyList<string> CustomVerbs { get; } = ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"];

    /// <summary>Names such as <c>status</c>, <c>scale</c>, <c>log</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As messages name it: <c>pods</c>, <c>deployments.apps</c>.</summary>
    /// <value>The store keeps objects by it: all versions of a resource share it.</value>
    public string GroupResource { get; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <value>The row of the version that its objects are kept in; null: this one.</value>
    public ResourceKind? StoredAs { get; init; }

    /// <summary>The row that its objects are kept under: another version of it, or itself.</summary>
    public ResourceKind Kept => StoredAs ?? this;

    /// <value>What whoever asks for its objects is warned of; null: nothing.</value>
    public string? Deprecation { get; init; }

    /// <value>Its objects are made when somebody asks for them: what a node has measured.</value>
    public bool IsComputed { get; init; }

    /// <summary>Creating one asks a question, and the answer is not kept.</summary>
    public bool IsQuestion => !Verbs.Contains("get");

    /// <summary>Its objects are kept, and in this version.</summary>
    public bool IsStored => !IsQuestion && !IsComputed && StoredAs is null;

    /// <summary>Of a kind that a CustomResourceDefinition made: what it says beyond names. Null for built-in kinds.</summary>
    public CustomKind? Custom { get; init; }

    public bool HasStatus => Subresources.Contains("status");

    public override string ToString() => GroupResource;
}
