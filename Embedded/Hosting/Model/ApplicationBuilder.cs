using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Workshop.Cluster.Images;
using Workshop.Hosting.CommandLine;
using Workshop.Hosting.Dashboard;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Running;
using Workshop.Hosting.Testing;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Model;

/// <summary>Collects resources; reads, validates and wraps them up when asked to build.</summary>
internal sealed class ApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly EntryPointSession? _session;
    private readonly AppHostBuild _build;
    private readonly RunOptions _options;
    private readonly string? _commandLineError;

    public ApplicationBuilder(string[] args, EntryPointSession? session)
    {
        _session = session;
        _build = AppHostBuild.Of(session?.Assembly ?? Assembly.GetEntryAssembly());
        (_options, _commandLineError) = RunCommandLine.Parse(args);
        Configuration.AddEnvironmentVariables().AddCommandLine([.. _options.Configuration]);
        if (_options.Publish is { Step: PublishStep.Manifest })
        {
            // By this the application tells the two ways of publishing apart.
            Configuration["Publishing:Publisher"] = "manifest";
        }

        ExecutionContext = new(_options.Publish is null ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish);
    }

    public ConfigurationManager Configuration { get; } = new();

    public string AppHostDirectory => _build.Directory;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        _session?.OfferBuilder(this);

        var model = ApplicationModel.Read(Resources);
        // What is published need not be able to run here.
        var (images, imagesError) = _options.Publish is null ? ReadImages() : (null, null);
        var refusal = Refusal.Of(_commandLineError, imagesError, ModelValidator.Check(model, images));
        var settings = new RunSettings(
            StateFolder.Locate(_options.StateFolder, Environment.GetEnvironmentVariable(StateFolder.Variable), AppHostDirectory),
            _options.Nodes,
            _options.AutoPorts,
            _options.Empty,
            // A test has no browser; it asks for one if it wants to look.
            _options.Dashboard ?? (!_options.Empty && _session is null),
            images ?? ImageCatalogue.Empty)
        {
            OpensDashboard = Browser.IsWanted(Configuration[Browser.Variable], Debugger.IsAttached),
        };
        var application = new DistributedApplication(model, settings, Configuration, refusal, _session, _options.Publish is { } publish ? new PublishRun(model, publish, Configuration, AppHostDirectory) { DashboardProject = _build.DashboardProject } : null);
        _session?.OnBuilt(application);
        return application;
    }

    private (ImageCatalogue? Images, string? Error) ReadImages()
    {
        if (_build.ImagesPath is not { } path)
        {
            return (null, null);
        }

        try
        {
            return HostRedis.Apply(ImageCatalogue.Load(path), Environment.GetEnvironmentVariable(HostRedis.Variable), Environment.GetEnvironmentVariable("PATH"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return (null, $"The catalogue of images '{path}' cannot be read: {e.Message} Build the AppHost again: dotnet build AppHost.");
        }
    }
}
