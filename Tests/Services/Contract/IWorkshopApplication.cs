using Workshop.Contract;

namespace Workshop.Services.Tests.Contract;

/// <summary>The application as a learner's curl sees it: one address, whatever stands behind it.</summary>
public interface IWorkshopApplication
{
    /// <value>What all its parts sign and check tokens with.</value>
    const string Secret = "secret";

    ContractTarget Target { get; }
}
