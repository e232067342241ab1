namespace Workshop.Endpoints.Login;

/// <summary>There is one process only, or nothing that replicas share.</summary>
internal sealed class NoSharedFailures : ISharedFailures
{
    public Task<IReadOnlyList<(int Count, TimeSpan Left)>?> FindAsync(IReadOnlyList<string> names, CancellationToken ct) => Task.FromResult<IReadOnlyList<(int, TimeSpan)>?>(null);

    public Task AddAsync(IReadOnlyList<string> names, TimeSpan window, CancellationToken ct) => Task.CompletedTask;

    public Task ForgetAsync(string name, CancellationToken ct) => Task.CompletedTask;
}
