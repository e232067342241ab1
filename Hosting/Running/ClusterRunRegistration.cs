using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Model;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Running;

/// <summary>What an AppHost with an embedded cluster gets, in the order in which it is used.</summary>
internal static class ClusterRunRegistration
{
    public static void AddClusterRun(this IDistributedApplicationBuilder builder, EmbeddedClusterResource cluster)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(cluster);
        services.AddSingleton(_ => CatalogueOfImages.Apply(RunSettings.Read(builder.Configuration, builder.AppHostDirectory), builder.AppHostAssembly));
        services.AddSingleton(provider => Select(builder, cluster, provider.GetRequiredService<RunSettings>()));
        // The last registration is the one that counts: Aspire's orchestrator makes its list of what is in here when it prepares.
        services.AddSingleton(provider => new LiveResources(Begin(builder, provider)));
        services.AddSingleton(provider => new DistributedApplicationModel(provider.GetRequiredService<LiveResources>()));
        AddTerminal(builder);
        services.AddSingleton(provider => new RunLog(Path.Combine(provider.GetRequiredService<RunSettings>().StateFolder, "apphost.log"), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ClusterRun>();
        services.AddHostedService(provider => provider.GetRequiredService<ClusterRun>());
        builder.Eventing.Subscribe<BeforeStartEvent>((starting, ct) => starting.Services.GetRequiredService<ClusterRun>().BeginAsync(builder.Resources, ct));
        builder.Eventing.Subscribe<InitializeResourceEvent>(cluster, (initializing, ct) => initializing.Services.GetRequiredService<ClusterRun>().RunAsync(ct));
    }

    private static void AddTerminal(IDistributedApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new AppHostProgram(builder.AppHostAssembly));
        if (!builder.Configuration.GetValue<bool>(LoopbackApplication.TerminalKey) || builder.AppHostAssembly != Assembly.GetEntryAssembly())
        {
            services.TryAddSingleton<IRunScreen, LogScreen>();
            return;
        }

        // The terminal is the user's: what is logged goes to a file.
        services.TryAddSingleton<IRunScreen>(_ => new RunScreen(Console.Out, Console.IsOutputRedirected ? null : () => Console.WindowWidth));
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RunLog>());
    }

    private static PodSelection Select(IDistributedApplicationBuilder builder, EmbeddedClusterResource cluster, RunSettings settings)
    {
        PlainPrograms.Mark(builder.Resources, settings.Images);
        return PodSelection.Of(builder.Resources, cluster, settings);
    }

    private static IEnumerable<IResource> Begin(IDistributedApplicationBuilder builder, IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<RunSettings>();
        var pods = provider.GetRequiredService<PodSelection>();
        foreach (var project in pods.Neighbours.OfType<ProjectResource>().Where(project => settings.IsDebugged(project.Name)))
        {
            DebuggedProject.Prepare(project, settings.StateFolder);
        }

        return settings.Empty
            ? builder.Resources.Where(resource => resource is not (IComputeResource or ExecutableResource or ParameterResource or IResourceWithConnectionString or ManifestResource or ServiceEndpointResource))
            : builder.Resources.Where(resource => resource is not ServiceEndpointResource && !pods.IsOurs(resource));
    }
}
