using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Models;

/// <summary>Builds models in Aspire's words, as Program.cs does.</summary>
internal sealed class TestModel
{
    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true, AllowUnsecuredTransport = true });

    public IResourceBuilder<ProjectResource> Add(string name) => Builder.AddProject<SomeProject>(name, launchProfileName: null);

    public ApplicationModel Read() => Read(Builder);

    public static ApplicationModel Read(IDistributedApplicationBuilder builder) =>
        new WorkloadReader(builder.ExecutionContext, NullLogger.Instance).ReadAsync(builder.Resources, resource => resource is ProjectResource or ContainerResource, _ => false, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Every parameter gets the value <c>value-of-NAME</c>.</summary>
    public static TranslationTarget TargetFor(ApplicationModel model) => new()
    {
        ExternalAddress = "127.0.0.1",
        ExternalPorts = model.Workloads
            .SelectMany(workload => workload.Endpoints.Where(endpoint => endpoint.IsExternal).Select(endpoint => (workload.Name, endpoint)))
            .ToDictionary(pair => new EndpointKey(pair.Name, pair.endpoint.Name), pair => pair.endpoint.ListeningPort),
        ParameterValues = model.Parameters.ToDictionary(parameter => parameter.Name, parameter => $"value-of-{parameter.Name}"),
    };

    public static IReadOnlyList<TranslatedObject> Translate(ApplicationModel model) => ApplicationTranslator.Translate(model, TargetFor(model));
}

/// <summary>What the AppHost's build generates for a project reference.</summary>
internal sealed class SomeProject : IProjectMetadata
{
    public string ProjectPath => "/src/Services/Hello/Hello.csproj";
}
