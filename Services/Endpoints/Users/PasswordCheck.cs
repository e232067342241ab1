namespace Workshop.Endpoints.Users;

/// <summary>Compares passwords, at the same cost for users who exist and for those who do not.</summary>
/// <remarks>The one class that touches bcrypt: hello never uses it, and so never loads the library.</remarks>
internal sealed class PasswordCheck(IUserDirectory users)
{
    // Of a random text that nobody kept; cost 10, as that of every user.
    private const string NobodysHash = "$2a$10$9H0pkbT/PJvnN/qEjwVbUOAtDkv9JHMy0349wnGLcHtSVqGXo1Nwq";

    /// <returns>Null when name or password is wrong; which of them, nobody learns, not even from the time it takes.</returns>
    public async ValueTask<User?> FindAsync(string name, string password, CancellationToken ct)
    {
        var user = await users.FindAsync(name, ct);
        var isRight = BCrypt.Net.BCrypt.Verify(password, user?.PasswordHash ?? NobodysHash);
        return isRight ? user : null;
    }
}
