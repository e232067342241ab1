#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Options;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>The application's services, with another place to write to.</summary>
internal sealed class ServicesWithOutput(IServiceProvider services, string path) : IServiceProvider
{
    public object? GetService(Type serviceType) =>
        serviceType == typeof(IOptions<PipelineOptions>) ? Options.Create(new PipelineOptions { OutputPath = path }) : services.GetService(serviceType);
}
