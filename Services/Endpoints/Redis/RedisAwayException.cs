namespace Workshop.Endpoints.Redis;

/// <summary>Redis cannot be asked now: whoever did goes on with what it knows.</summary>
internal sealed class RedisAwayException : Exception
{
    public RedisAwayException()
        : base("There is no connection to Redis.")
    {
    }

    public RedisAwayException(Exception inner)
        : base("Redis did not answer.", inner)
    {
    }
}
