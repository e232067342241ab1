namespace Workshop.Dashboard.Tests.Browser;

/// <summary>The running application, and a dashboard that watches it: started by the first test that asks, shared by a collection.</summary>
public sealed class ApplicationFixture : IAsyncLifetime
{
    private RunningWorkshop? _workshop;
    private RunningDashboard? _dashboard;

    /// <value>kubectl and addresses, once <see cref="Dashboard"/> was asked for.</value>
    public RunningWorkshop Workshop => _workshop ?? throw new InvalidOperationException("Ask for the dashboard first: it starts the application.");

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The dashboard, with everything of the application Ready.</summary>
    public async Task<RunningDashboard> Dashboard()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        _workshop ??= await RunningWorkshop.Start([]);
        return _dashboard ??= await RunningDashboard.Start(("Workshop__Kubeconfig", _workshop.Endpoints.Kubeconfig));
    }

    public async Task DisposeAsync()
    {
        if (_dashboard is not null)
        {
            await _dashboard.DisposeAsync();
        }

        if (_workshop is not null)
        {
            await _workshop.DisposeAsync();
        }
    }
}
