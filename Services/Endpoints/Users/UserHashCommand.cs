namespace Workshop.Endpoints.Users;

/// <summary><c>auth hash NAME</c>: reads a password from standard input and writes the line that makes a user of it, for <c>Workshop:Users</c> or Redis.</summary>
public static class UserHashCommand
{
    private const string Verb = "hash";

    public static bool IsMeant(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args is [Verb, ..];
    }

    /// <returns>The exit code: 0, or 2 for a name or password that cannot be.</returns>
    public static async Task<int> RunAsync(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        if (args is not [_, { Length: > 0 } name] || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
        {
            await error.WriteLineAsync("Usage: auth hash NAME < password. A name has no colon.");
            return 2;
        }

        if (await input.ReadLineAsync() is not { Length: > 0 } password)
        {
            await error.WriteLineAsync("The password is expected on standard input, as one line.");
            return 2;
        }

        if (PasswordCheck.IsTooLong(password))
        {
            await error.WriteLineAsync($"The password has more than {PasswordCheck.MostBytes} bytes in UTF-8: bcrypt would not look at the rest. Choose a shorter one.");
            return 2;
        }

        await output.WriteLineAsync($"{name}:{PasswordCheck.Hash(password)}");
        return 0;
    }
}
