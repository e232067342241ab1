using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Collects the parts of the application; nothing happens before <see cref="Build"/>.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Environment variables and <c>--Section:Key=value</c> arguments.</summary>
    ConfigurationManager Configuration { get; }

    string AppHostDirectory { get; }

    DistributedApplicationExecutionContext ExecutionContext { get; }

    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Reads and validates the model. A broken one is refused, with all findings at once, when the application is run or started.</summary>
    DistributedApplication Build();
}
