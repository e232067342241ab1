namespace Workshop.Endpoints.Users;

/// <summary>The users that a process knows by itself: in labs the demo user, otherwise nobody.</summary>
internal sealed class FixedUsers(bool isLab) : IUserDirectory
{
    // bcrypt of "password", cost 10: the deck's user. Exists in labs only.
    private static readonly User Demo = new("user", "user@example.com", "$2a$10$vJgadGXiMOz8KkUabZutDuGKR1/Em2gZXU0Ni7FTe7yEcepwWZg.2");

    public ValueTask<User?> FindAsync(string name, CancellationToken ct) => ValueTask.FromResult(isLab && name == Demo.Name ? Demo : null);
}
