namespace Aspire.Hosting.Testing;

/// <summary>The builder of an AppHost whose entry point waits before Build, so that a test can look at the model and change it.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Lets the AppHost build its application, which the test starts.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
