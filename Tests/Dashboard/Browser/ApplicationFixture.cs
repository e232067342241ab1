namespace Workshop.Dashboard.Tests.Browser;

/// <summary>The running application with the dashboard that its engine starts beside it: started by the first test that asks, shared by a collection.</summary>
public sealed class ApplicationFixture : IAsyncLifetime
{
    // The well-known tokens of these tests, in place of random ones.
    private static readonly string[] Tokens = [$"--Dashboard:Token={RunningDashboard.Token}", $"--Dashboard:ReadOnlyToken={RunningDashboard.ReadOnlyToken}"];

    private RunningWorkshop? _workshop;

    /// <value>kubectl and addresses, once <see cref="Dashboard"/> was asked for.</value>
    public RunningWorkshop Workshop => _workshop ?? throw new InvalidOperationException("Ask for the dashboard first: it starts the application.");

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The dashboard, with everything of the application Ready.</summary>
    public async Task<RunningDashboard> Dashboard()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        _workshop ??= await RunningWorkshop.Start(Tokens);
        return RunningDashboard.At(_workshop.Endpoints.Dashboard ?? throw new InvalidOperationException($"The dashboard did not start:\n{_workshop.Process.All}"));
    }

    public async Task DisposeAsync()
    {
        if (_workshop is not null)
        {
            await _workshop.DisposeAsync();
        }
    }
}
