namespace Workshop.Cluster.Registry;

/// <summary>A value that is written already as Go would print it: it is not quoted again.</summary>
internal sealed record GoExpression(string Text)
{
    public override string ToString() => Text;
}
