namespace Workshop.Cluster.Access;

/// <summary>Who makes a request.</summary>
internal sealed record Caller(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>The group of everybody who proved who they are.</summary>
    public const string Authenticated = "system:authenticated";

    public static Caller Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The holder of the kubeconfig.</summary>
    public static Caller Admin { get; } = new("kubernetes-admin", ["system:masters", Authenticated]);

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);
}
