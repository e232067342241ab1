namespace Workshop.Services.Tests.Contract;

/// <summary>The application as a learner's curl sees it: one address, whatever stands behind it.</summary>
public interface IWorkshopApplication
{
    /// <value>What all its parts sign and check tokens with.</value>
    const string Secret = "secret";

    HttpClient Client { get; }

    /// <value>The health ports of all its processes.</value>
    IReadOnlyList<HttpClient> Health { get; }
}
