using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Models;

/// <summary>Builds models in Aspire's words, as Program.cs does.</summary>
internal sealed class TestModel
{
    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder([]);

    public IResourceBuilder<ProjectResource> Add(string name) => Builder.AddProject<SomeProject>(name);

    public ApplicationModel Read() => ApplicationModel.Read(Builder.Resources);

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
