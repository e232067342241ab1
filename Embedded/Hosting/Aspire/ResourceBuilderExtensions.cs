using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Aspire.Hosting;

/// <summary>What can be said of every kind of resource. Each method states facts; what they mean is decided when the model is translated.</summary>
public static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithSchemeEndpoint("http", port, targetPort, name, env);

    public static IResourceBuilder<T> WithHttpsEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints => builder.WithSchemeEndpoint("https", port, targetPort, name, env);

    /// <summary>Lets the endpoints that the resource has so far be reached from outside.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var annotations = builder.Resource.Annotations;
        for (var i = 0; i < annotations.Count; i++)
        {
            if (annotations[i] is EndpointAnnotation { Scheme: "http" or "https" } endpoint)
            {
                annotations[i] = endpoint with { IsExternal = true };
            }
        }

        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return new EndpointReference(builder.Resource, name);
    }

    /// <param name="endpointName">Default: the endpoint <c>http</c>.</param>
    [Experimental("ASPIREPROBES001")]
    public static IResourceBuilder<T> WithHttpProbe<T>(this IResourceBuilder<T> builder, ProbeType type, string? path = null, int? initialDelaySeconds = null, int? periodSeconds = null, int? timeoutSeconds = null, int? failureThreshold = null, int? successThreshold = null, string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ProbeAnnotation(type, endpointName ?? "http", path ?? "/", initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold));
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, ReferenceExpression.Literal(value ?? ""));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, in ReferenceExpression.ExpressionInterpolatedStringHandler value)
        where T : IResourceWithEnvironment => builder.WithVariable(name, ReferenceExpression.Create(value));

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return builder.WithVariable(name, ReferenceExpression.Of(parameter.Resource));
    }

    /// <summary>Tells the resource the addresses of <paramref name="source"/>: <c>services__NAME__http__0=http://NAME</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithAnnotation(new ReferenceAnnotation(source.Resource));
    }

    /// <summary>Tells the resource how to reach <paramref name="source"/>: <c>ConnectionStrings__NAME</c>, and its parts as <c>NAME_HOST</c>, <c>NAME_PORT</c>, <c>NAME_PASSWORD</c>, <c>NAME_URI</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        var name = connectionName ?? source.Resource.Name;
        return builder.WithVariable($"ConnectionStrings__{name}", source.Resource.ConnectionStringExpression).WithAnnotation(new ConnectionAnnotation(source.Resource, name));
    }

    /// <summary>Starts the resource when <paramref name="dependency"/> is Ready.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithWait(dependency, WaitCondition.Ready);

    /// <summary>Starts the resource when <paramref name="dependency"/> runs.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport => builder.WithWait(dependency, WaitCondition.Started);

    private static IResourceBuilder<T> WithSchemeEndpoint<T>(this IResourceBuilder<T> builder, string scheme, int? port, int? targetPort, string? name, string? env)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = new EndpointAnnotation(name ?? scheme, scheme, port, targetPort, IsExternal: false);
        builder.WithAnnotation(endpoint);
        return env is null
            ? builder
            : builder.WithAnnotation(new EnvironmentAnnotation(env, ReferenceExpression.Of(new EndpointReference(builder.Resource, endpoint.Name).Property(EndpointProperty.TargetPort))));
    }

    private static IResourceBuilder<T> WithVariable<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new EnvironmentAnnotation(name, value));
    }

    private static IResourceBuilder<T> WithWait<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitCondition condition)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource, condition));
    }
}
