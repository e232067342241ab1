namespace Workshop.Endpoints.Users;

/// <summary>Looks in all directories. Always in all: how long it takes shall not tell where somebody was found.</summary>
/// <param name="directories">The earlier one wins.</param>
internal sealed class AllUsers(IReadOnlyList<IUserDirectory> directories)
{
    public async Task<User?> FindAsync(string name, CancellationToken ct)
    {
        var found = await Task.WhenAll(directories.Select(directory => directory.FindAsync(name, ct).AsTask()));
        return found.FirstOrDefault(user => user is not null);
    }
}
