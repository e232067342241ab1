namespace Workshop.ClusterPage.Login;

/// <summary>What somebody who has logged in may do.</summary>
internal static class Roles
{
    /// <summary>Sees everything and may act: restart, scale, delete.</summary>
    public const string Operator = "operator";

    /// <summary>Sees everything, changes nothing.</summary>
    public const string Reader = "reader";
}
