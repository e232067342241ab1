using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>The contract, asked of one form of the application; <c>dotnet run --project Tests/Contract</c> asks it of any other.</summary>
[Trait("Category", "Contract")]
public abstract class ContractTests(IWorkshopApplication application)
{
    public static TheoryData<string> Rules => [.. ContractRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public Task Is_kept(string rule) => Kept(ContractRules.Named(rule), application.Target);

    // Each form has health ports in a lab; that only one speaks HTTPS is no gap.
    private static Task Kept(ContractRule rule, ContractTarget target) => rule.CanBeAsked(target) ? rule.Check(target, CancellationToken.None) : Task.CompletedTask;
}
