namespace Workshop.Endpoints.Redis;

/// <summary>What lies in Redis under which name. Docs/pod-contract.md tells it to people.</summary>
internal static class RedisKeys
{
    public const string ConnectionName = "redis";

    /// <value>A hash: user name → <c>BCRYPT[:EMAIL]</c>.</value>
    public const string Users = "workshop:users";

    /// <value>A sorted set: <c>jti</c> of revoked tokens by the second in which they expire. Also the channel that tells of new ones.</value>
    public const string Revoked = "workshop:revoked";

    /// <value>A hash: key name → public key and the second until which it is published. Also the channel that tells of changes.</value>
    public const string PublicKeys = "workshop:keys";

    /// <value>Written now and then to see whether Redis can be written to; ends by itself.</value>
    public const string Asked = "workshop:asked";

    /// <value>Counters that end by themselves.</value>
    public const string Failures = "workshop:failures:";
}
