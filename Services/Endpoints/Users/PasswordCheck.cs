using System.Text;
using Microsoft.Extensions.Logging;

namespace Workshop.Endpoints.Users;

/// <summary>Compares passwords, at the same cost for users who exist and for those who do not.</summary>
/// <remarks>The one class that touches bcrypt: hello never uses it, and so never loads the library.</remarks>
internal sealed partial class PasswordCheck(ILogger<PasswordCheck> logger)
{
    public const int Cost = 10;

    /// <value>A hash of more would keep a worker busy for seconds, or days (31); one of less is guessed too fast, and tells by its time that the user exists.</value>
    public const int MostCost = 12;

    /// <value>bcrypt reads so many bytes of a password (UTF-8), and would let in whoever knows them, whatever follows.</value>
    public const int MostBytes = 72;

    // Of a random text that nobody kept, and of the cost that Hash gives: a user whose hash has another one can be told by time (decision 0012).
    private const string NobodysHash = "$2a$10$9H0pkbT/PJvnN/qEjwVbUOAtDkv9JHMy0349wnGLcHtSVqGXo1Nwq";

    public static bool IsTooLong(string password) => Encoding.UTF8.GetByteCount(password) > MostBytes;

    /// <exception cref="ArgumentException">The password has more bytes than <see cref="MostBytes"/>.</exception>
    public static string Hash(string password) => IsTooLong(password)
        ? throw new ArgumentException($"A password has at most {MostBytes} bytes in UTF-8: bcrypt would not look at the rest.", nameof(password))
        : BCrypt.Net.BCrypt.HashPassword(password, Cost);

    /// <param name="user">Null for an unknown one.</param>
    /// <param name="password">As it was given; one that is too long is wrong, at the same cost.</param>
    public bool IsRight(User? user, string password)
    {
        if (user is not null && IsTooLong(password))
        {
            return IsRight(null, password);
        }

        try
        {
            return BCrypt.Net.BCrypt.Verify(password, user?.PasswordHash ?? NobodysHash) && user is not null;
        }
        catch (Exception e) when (user is not null && e is BCrypt.Net.SaltParseException or ArgumentException or FormatException)
        {
            LogBadHash(user!.Name, e.GetType().Name);
            return IsRight(null, password);
        }
    }

    [LoggerMessage(EventId = 5301, Level = LogLevel.Error, Message = "What is kept as the bcrypt hash of user '{User}' is none ({Problem}): nobody can log in by that name. Set it anew.")]
    private partial void LogBadHash(string user, string problem);
}
