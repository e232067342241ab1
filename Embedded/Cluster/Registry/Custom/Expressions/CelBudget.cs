namespace Workshop.Cluster.Registry.Custom.Expressions;

/// <summary>The steps that the rules of one object may take, as many as Kubernetes allows: rules over large lists end, and so does the thread that asks them.</summary>
internal sealed class CelBudget
{
    private const long MostPerRule = 1_000_000;
    private const long MostPerObject = 10_000_000;

    private long _ofRule;
    private long _ofObject = MostPerObject;

    /// <summary>Whether the rule asked last had not enough.</summary>
    public bool IsRuleSpent => _ofRule < 0;

    public bool IsSpent => _ofObject < 0;

    public void BeginRule() => _ofRule = MostPerRule;

    /// <returns>Whether there was so much.</returns>
    public bool Spend(long steps)
    {
        (_ofRule, _ofObject) = (_ofRule - steps, _ofObject - steps);
        return !IsRuleSpent && !IsSpent;
    }
}
