using StackExchange.Redis;

namespace Workshop.Endpoints.Redis;

/// <summary>Why there is no connection, as a part of a sentence that begins with its name and holds nothing secret.</summary>
internal static class RedisTrouble
{
    public static string Explain(ConnectionFailureType type, Exception? exception) => Find(exception, type) switch
    {
        ConnectionFailureType.AuthenticationFailure => "refuses the password; give auth and Redis the same one (ConnectionStrings:redis)",
        ConnectionFailureType.UnableToConnect or ConnectionFailureType.UnableToResolvePhysicalConnection or ConnectionFailureType.SocketClosed or ConnectionFailureType.SocketFailure => "cannot be reached",
        _ => "does not answer",
    };

    // The library wraps the one that says it.
    private static ConnectionFailureType Find(Exception? exception, ConnectionFailureType byDefault)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure }
                || inner.Message.Contains("WRONGPASS", StringComparison.Ordinal) || inner.Message.Contains("NOAUTH", StringComparison.Ordinal))
            {
                return ConnectionFailureType.AuthenticationFailure;
            }
        }

        return (exception as RedisConnectionException)?.FailureType ?? byDefault;
    }
}
