using System.Text.Json.Nodes;
using k8s.Models;

namespace Workshop.Cluster.Objects;

/// <summary>Amounts by resource name; what nobody named is absent.</summary>
internal sealed class ResourceAmounts : SortedDictionary<string, Amount>
{
    public ResourceAmounts()
        : base(StringComparer.Ordinal)
    {
    }

    /// <param name="list">Raw input: <c>{"cpu":"1","memory":"64Mi"}</c>.</param>
    public static ResourceAmounts Of(JsonObject? list)
    {
        var amounts = new ResourceAmounts();
        foreach (var (name, value) in list ?? [])
        {
            amounts[name] = Amount.Of(value?.ToString() ?? "0");
        }

        return amounts;
    }

    public Amount At(string name) => TryGetValue(name, out var amount) ? amount : Amount.Zero;

    public void Add(IEnumerable<KeyValuePair<string, Amount>> more)
    {
        foreach (var (name, amount) in more)
        {
            this[name] = TryGetValue(name, out var present) ? present.Plus(amount) : amount;
        }
    }

    public void Add(IDictionary<string, ResourceQuantity>? more) => Add((more ?? new Dictionary<string, ResourceQuantity>()).Select(pair => KeyValuePair.Create(pair.Key, Amount.Of(pair.Value))));

    /// <summary>Makes every amount at least as large as the other's.</summary>
    public void Raise(IEnumerable<KeyValuePair<string, Amount>> least)
    {
        foreach (var (name, amount) in least)
        {
            if (!TryGetValue(name, out var present) || present.Value < amount.Value)
            {
                this[name] = amount;
            }
        }
    }
}
