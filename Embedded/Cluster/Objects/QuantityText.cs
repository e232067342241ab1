using k8s.Models;

namespace Workshop.Cluster.Objects;

/// <summary>Quantities as Kubernetes writes them.</summary>
internal static class QuantityText
{
    /// <summary>In the fewest digits: <c>1024Mi</c> is <c>1Gi</c>, <c>-1000m</c> is <c>-1</c>.</summary>
    public static string Canonical(ResourceQuantity quantity)
    {
        // The class writes amounts below zero with its largest suffix: -1 as -0.000000000000000001E (findings/kubernetesclient-negative-quantity.sh).
        var amount = quantity.ToDecimal();
        return amount < 0 ? $"-{new ResourceQuantity(-amount, 0, quantity.Format).CanonicalizeString()}" : quantity.CanonicalizeString();
    }
}
