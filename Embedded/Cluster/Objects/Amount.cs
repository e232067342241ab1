using k8s.Models;

namespace Workshop.Cluster.Objects;

/// <summary>A quantity that can be added up and still knows the notation (Mi, m, e3) that it was written in.</summary>
internal readonly record struct Amount(decimal Value, ResourceQuantity.SuffixFormat Format)
{
    public static Amount Zero => Count(0);

    public static Amount Count(decimal number) => new(number, ResourceQuantity.SuffixFormat.DecimalSI);

    /// <param name="text">Raw input: <c>64Mi</c>, <c>100m</c>, <c>1e3</c>.</param>
    public static Amount Of(string text) => new(new ResourceQuantity(text).ToDecimal(), FormatOf(text));

    public static Amount Of(ResourceQuantity quantity) => Of(quantity.ToString());

    /// <summary>In this one's notation, unless it is nothing.</summary>
    public Amount Plus(Amount other) => new(Value + other.Value, Value == 0 ? other.Format : Format);

    public override string ToString() => QuantityText.Canonical(new ResourceQuantity(Value, 0, Format));

    private static ResourceQuantity.SuffixFormat FormatOf(string text) =>
        text.EndsWith('i') ? ResourceQuantity.SuffixFormat.BinarySI
        : text.AsSpan(0, Math.Max(0, text.Length - 1)).ContainsAny('e', 'E') ? ResourceQuantity.SuffixFormat.DecimalExponent
        : ResourceQuantity.SuffixFormat.DecimalSI;
}
