using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>Redis as a part of the application.</summary>
public static class RedisBuilderExtensions
{
    private const int DefaultPort = 6379;

    /// <param name="port">The port under which clients reach it; default 6379.</param>
    /// <param name="password">Default: a generated one, <c>NAME-password</c>, kept in the state folder.</param>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // Letters and digits only: the password stands in a configuration file and in a connection string.
        password ??= builder.AddParameter($"{name}-password", new GenerateParameterDefault { Special = false }, secret: true, persist: true);

        // The password reaches the server in a file: arguments can be read by every process of the machine.
        return builder.AddResource(new RedisResource(name, password.Resource))
            .WithAnnotation(new ImageAnnotation("redis", "8.6"))
            .WithAnnotation(new EndpointAnnotation(RedisResource.PrimaryEndpointName, "tcp", port ?? DefaultPort, DefaultPort, IsExternal: false))
            .WithAnnotation(new FileAnnotation("/etc/redis", "redis.conf", ReferenceExpression.Create($"requirepass {password}\n")))
            .WithAnnotation(new ArgumentsAnnotation(["/etc/redis/redis.conf"]));
    }
}
