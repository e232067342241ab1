namespace Workshop.Contract;

/// <summary>One sentence of the contract, and how to see whether it is true of a running application.</summary>
/// <param name="Name">A sentence.</param>
/// <param name="CanBeAsked">False where the application offers nothing to ask, such as no health port.</param>
/// <param name="Check">Throws <see cref="ContractBrokenException"/> when it is not true.</param>
public sealed record ContractRule(string Name, Func<ContractTarget, bool> CanBeAsked, Func<ContractTarget, CancellationToken, Task> Check)
{
    public ContractRule(string name, Func<ContractTarget, CancellationToken, Task> check)
        : this(name, _ => true, check)
    {
    }

    public override string ToString() => Name;
}
