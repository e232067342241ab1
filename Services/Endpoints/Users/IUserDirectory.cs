namespace Workshop.Endpoints.Users;

/// <summary>Who may log in.</summary>
internal interface IUserDirectory
{
    /// <returns>Null for an unknown name.</returns>
    ValueTask<User?> FindAsync(string name, CancellationToken ct);
}
