using Workshop.Contract.Rules;

namespace Workshop.Contract;

/// <summary>All that the monolith and gateway + auth + hello must both do.</summary>
public static class ContractRules
{
    public static IReadOnlyList<ContractRule> All { get; } = [.. HelloRules.All, .. SecureRules.All, .. LoginRules.All, .. LogoutRules.All, .. HealthRules.All, .. TransportRules.All];

    public static ContractRule Named(string name) => All.Single(rule => rule.Name == name);
}
