using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>Running services as something to hold against the contract: with the demo user, and health ports that may be toggled.</summary>
internal static class Targets
{
    public static ContractTarget Of(Uri address, string? authorityFile, params IEnumerable<RunningService> services) =>
        new(address, services.Select(service => service.Health.BaseAddress!), "user", "password", authorityFile, mayToggle: true);
}
