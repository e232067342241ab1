namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>
/// Aspire starts the server by a shell that puts the password among its arguments, where every process of the machine can read it. Here the shell hands it over as a line of
/// its configuration, quoted as the server reads it, by programs that get it as input alone.
/// </summary>
internal static class RedisArguments
{
    private const string Server = "redis-server";
    private const string OfAspire = $"{Server} --requirepass $REDIS_PASSWORD";
    private const string Quiet = $"""printf '%s\n' "$REDIS_PASSWORD" | sed 's/["\\]/\\&/g; s/.*/requirepass "&"/' | exec {Server} -""";
    private const string Persistence = " --save 60 1 --appendonly yes";

    /// <param name="arguments">Aspire's: <c>-c</c> and the shell's command.</param>
    public static void Rewrite(IList<object> arguments, bool hasPassword)
    {
        if (arguments is not ["-c", string command])
        {
            return;
        }

        command = hasPassword ? command.Replace(OfAspire, Quiet, StringComparison.Ordinal) : command;
        // A volume without writing is one for nothing.
        arguments[1] = command.Contains("--save", StringComparison.Ordinal) ? command : command + Persistence;
    }
}
