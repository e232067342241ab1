namespace Workshop.Cluster.Access;

/// <summary>Who makes a request.</summary>
/// <param name="Uid">Of the ServiceAccount; empty for others.</param>
internal sealed record Caller(string Name, IReadOnlyList<string> Groups, string Uid = "")
{
    /// <summary>The group of everybody who proved who they are.</summary>
    public const string Authenticated = "system:authenticated";

    /// <summary>The group that may do everything, whatever roles say.</summary>
    public const string Masters = "system:masters";

    public const string Unauthenticated = "system:unauthenticated";

    private const string AccountPrefix = "system:serviceaccount:";

    public static Caller Anonymous { get; } = new("system:anonymous", [Unauthenticated]);

    /// <summary>The holder of the kubeconfig.</summary>
    public static Caller Admin { get; } = new("kubernetes-admin", [Masters, Authenticated]);

    public bool IsAnonymous => ReferenceEquals(this, Anonymous);

    public static Caller Account(string ns, string name, string uid) => new(AccountName(ns, name), [.. AccountGroups(ns), Authenticated], uid);

    public static string AccountName(string ns, string name) => $"{AccountPrefix}{ns}:{name}";

    public static string[] AccountGroups(string ns) => ["system:serviceaccounts", $"system:serviceaccounts:{ns}"];

    /// <summary>The ServiceAccount that a user's name stands for, or null.</summary>
    public static (string Namespace, string Name)? AccountOf(string user) =>
        user.StartsWith(AccountPrefix, StringComparison.Ordinal) && user[AccountPrefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } name] ? (ns, name) : null;
}
