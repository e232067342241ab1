using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Quantities as rules need them. Every one that a body holds was read once already.</summary>
internal static class ResourceAmount
{
    public static decimal Of(JsonNode? quantity) => Of(quantity.Text());

    public static decimal Of(string quantity) => new ResourceQuantity(quantity).ToDecimal();

    /// <summary>Bytes cannot be halved.</summary>
    public static bool IsFraction(string quantity) => Of(quantity) is var amount && amount != decimal.Truncate(amount);

    /// <summary>The same, or the next whole thousandth above it: <c>1.0005</c> → <c>1001m</c>.</summary>
    public static string InThousandths(string quantity)
    {
        var amount = Of(quantity) * 1000;
        return amount == decimal.Truncate(amount) ? quantity : QuantityText.Canonical(new ResourceQuantity($"{Math.Ceiling(amount).ToString(CultureInfo.InvariantCulture)}m"));
    }
}
