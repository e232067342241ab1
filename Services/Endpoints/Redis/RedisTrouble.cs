using StackExchange.Redis;

namespace Workshop.Endpoints.Redis;

/// <summary>
/// Why Redis cannot be used, as a part of a sentence that begins with its name. Of Redis' own words only the code at their beginning is told: the rest may repeat
/// what was asked, and that may be secret.
/// </summary>
internal static class RedisTrouble
{
    private const string WrongPassword = "refuses the password; give auth and Redis the same one (ConnectionStrings:redis)";

    public static string Explain(Exception? exception) => Explain(ConnectionFailureType.None, exception);

    public static string Explain(ConnectionFailureType type, Exception? exception)
    {
        if (IsWrongPassword(exception))
        {
            return WrongPassword;
        }

        return RefusalIn(exception) is { } code ? Words(code) : ((exception as RedisConnectionException)?.FailureType ?? type) switch
        {
            ConnectionFailureType.AuthenticationFailure => WrongPassword,
            ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection or ConnectionFailureType.SocketClosed or ConnectionFailureType.SocketFailure => "cannot be reached",
            _ => "does not answer",
        };
    }

    /// <summary>True where asking on by this connection helps nobody: it cannot be written to, lets nobody in, or is not ready.</summary>
    public static bool IsOfTheServer(Exception refusal) => RefusalIn(refusal) is "NOAUTH" or "WRONGPASS" or "NOPERM" or "READONLY" or "OOM" or "MISCONF" or "NOREPLICAS" or "LOADING" or "MASTERDOWN" or "CLUSTERDOWN";

    private static string Words(string code) => code switch
    {
        "WRONGPASS" => WrongPassword,
        "NOAUTH" => "demands a password (NOAUTH); name it in ConnectionStrings:redis",
        "NOPERM" => "does not let this user do what auth needs (NOPERM); give it the rights to the keys and channels 'workshop:*'",
        "READONLY" => "can only be read (READONLY): it is a replica; name the one that takes writes in ConnectionStrings:redis",
        "OOM" => "is full (OOM): it takes no writes until it has more memory or less data",
        "MISCONF" => "takes no writes because it cannot save its data (MISCONF); its own log says why",
        "LOADING" => "is still reading its data (LOADING)",
        "WRONGTYPE" => "has something of another kind under a key of ours, 'workshop:*' (WRONGTYPE); remove it",
        _ => $"refuses what auth asks ({code}); its own log says why",
    };

    private static string? RefusalIn(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RedisServerException refusal)
            {
                return CodeOf(refusal.Message);
            }

            // The library knows a replica, and does not even ask it.
            if (inner is RedisCommandException)
            {
                return inner.Message.Contains("replica", StringComparison.OrdinalIgnoreCase) ? "READONLY" : "ERR";
            }
        }

        return null;
    }

    // READONLY You can't write against a read only replica.
    private static string CodeOf(string message)
    {
        var word = message.Split(' ', 2)[0];
        return word.Length is > 0 and <= 20 && word.All(char.IsAsciiLetterUpper) ? word : "ERR";
    }

    // The library wraps the one that says it. After a wrong password, the server answers all that follows with NOAUTH.
    private static bool IsWrongPassword(Exception? exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } || inner.Message.Contains("WRONGPASS", StringComparison.Ordinal)
                || (inner is RedisConnectionException && inner.Message.Contains("NOAUTH", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }
}
