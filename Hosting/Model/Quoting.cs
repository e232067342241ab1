namespace Workshop.Hosting.Model;

/// <summary>How a value is written where it goes, so that whoever reads it there gets the value.</summary>
internal enum Quoting
{
    None,

    /// <summary>In a part of a URI: what would end the part is percent-encoded.</summary>
    Uri,

    /// <summary>In a line of redis.conf: in double quotes.</summary>
    RedisConfiguration,
}
