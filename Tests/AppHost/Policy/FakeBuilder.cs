using System.Collections.ObjectModel;
using System.Reflection;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>As much of Aspire's builder as the policy touches: it keeps the resources that are added.</summary>
internal sealed class FakeBuilder(DistributedApplicationOperation operation) : IDistributedApplicationBuilder
{
    public ConfigurationManager Configuration { get; } = new();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(operation);

    public IResourceCollection Resources { get; } = new FakeResources();

    public string AppHostDirectory => throw new NotSupportedException();

    public Assembly? AppHostAssembly => throw new NotSupportedException();

    public IHostEnvironment Environment => throw new NotSupportedException();

    public IServiceCollection Services => throw new NotSupportedException();

    public IDistributedApplicationEventing Eventing => throw new NotSupportedException();

    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new FakeResourceBuilder<T>(this, resource);

    public Aspire.Hosting.DistributedApplication Build() => throw new NotSupportedException();

    private sealed class FakeResources : Collection<IResource>, IResourceCollection
    {
        public bool TryGetByName(string name, out IResource resource) => (resource = this.FirstOrDefault(one => one.Name == name)!) is not null;
    }

    private sealed class FakeResourceBuilder<T>(IDistributedApplicationBuilder builder, T resource) : IResourceBuilder<T> where T : IResource
    {
        public IDistributedApplicationBuilder ApplicationBuilder => builder;

        public T Resource => resource;

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(ResourceAnnotationMutationBehavior behavior) where TAnnotation : IResourceAnnotation, new() => throw new NotSupportedException();

        public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior) where TAnnotation : IResourceAnnotation => throw new NotSupportedException();
    }
}
