using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>
/// What a model must be like for its manifest to be read by aspirate 9.1 and azd alike: without a target of deployment, and with Redis in words that both know. Said in
/// Aspire's own annotations; taken back when this is disposed of.
/// </summary>
internal sealed class ManifestShape : IDisposable
{
    private readonly List<Action> _undo = [];

    /// <returns>Whether a manifest is all that is written.</returns>
    public static bool IsAskedFor(IConfiguration configuration) =>
        configuration["Publishing:Publisher"] == "manifest" || configuration["Pipeline:Step"] == "publish-manifest";

    public static ManifestShape Apply(DistributedApplicationModel model)
    {
        var shape = new ManifestShape();
        foreach (var resource in model.Resources)
        {
            foreach (var target in resource.Annotations.OfType<DeploymentTargetAnnotation>().ToList())
            {
                resource.Annotations.Remove(target);
                shape._undo.Add(() => resource.Annotations.Add(target));
            }
        }

        foreach (var resource in model.Resources.OfType<IResourceWithEnvironment>())
        {
            // What comes beside a connection string (REDIS_HOST, REDIS_URI …): one of it is encoded for a URI, and aspirate knows no encoded values.
            shape.Add(resource, new EnvironmentCallbackAnnotation(context => LeaveOutProperties(context, resource, model)));
        }

        foreach (var redis in model.Resources.OfType<RedisResource>())
        {
            shape.ApplyTo(redis);
        }

        return shape;
    }

    public void Dispose()
    {
        foreach (var undo in _undo)
        {
            undo();
        }

        _undo.Clear();
    }

    private void ApplyTo(RedisResource redis)
    {
        Add(redis, new CommandLineArgsCallbackAnnotation(context =>
        {
            RedisArguments.Rewrite(context.Args, hasPassword: redis.PasswordParameter is not null);
            return Task.CompletedTask;
        }));
        if (!redis.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out _))
        {
            Add(redis, new ConnectionStringRedirectAnnotation(new PlainRedisConnection(redis)));
        }

        if (!redis.TryGetLastAnnotation<ContainerMountAnnotation>(out _))
        {
            Add(redis, new ContainerMountAnnotation($"{redis.Name}-data", "/data", ContainerMountType.Volume, isReadOnly: false));
        }
    }

    private static void LeaveOutProperties(EnvironmentCallbackContext context, IResource resource, DistributedApplicationModel model)
    {
        var names =
            from source in model.Resources.OfType<IResourceWithConnectionString>()
            where source != resource
            from property in source.GetConnectionProperties()
            select $"{source.Name.Replace('-', '_')}_{property.Key}".ToUpperInvariant();
        foreach (var name in names.Where(name => context.EnvironmentVariables.GetValueOrDefault(name) is ReferenceExpression).ToList())
        {
            context.EnvironmentVariables.Remove(name);
        }
    }

    private void Add(IResource resource, IResourceAnnotation annotation)
    {
        resource.Annotations.Add(annotation);
        _undo.Add(() => resource.Annotations.Remove(annotation));
    }

    /// <summary>Redis' connection string without its condition (TLS or not): a manifest has no TLS of a developer's machine, and older readers know no conditions.</summary>
    private sealed class PlainRedisConnection(RedisResource redis) : Resource(redis.Name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression
        {
            get
            {
                var text = new ReferenceExpressionBuilder();
                text.Append($"{redis.Host}:{redis.Port}");
                if (redis.PasswordParameter is { } password)
                {
                    text.Append($",password={password}");
                }

                return text.Build();
            }
        }
    }
}
