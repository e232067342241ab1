namespace Workshop.Endpoints.Login;

/// <summary>Failures as all replicas count them together.</summary>
internal interface ISharedFailures
{
    /// <returns>For each name how many, and when they are forgotten; null while nobody can be asked.</returns>
    Task<IReadOnlyList<(int Count, TimeSpan Left)>?> FindAsync(IReadOnlyList<string> names, CancellationToken ct);

    Task AddAsync(IReadOnlyList<string> names, TimeSpan window, CancellationToken ct);

    Task ForgetAsync(string name, CancellationToken ct);
}
