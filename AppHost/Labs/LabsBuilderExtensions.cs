using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workshop.AppHost.Labs;
using Workshop.Labs;
using Workshop.Labs.Desk;

/// <summary>The workshop's labs in Aspire's lists.</summary>
internal static class LabsBuilderExtensions
{
    private const string Parent = "labs";

    /// <summary>
    /// Adds a row for each lab below <c>labs</c>: how far the learner is, its guide as a link, and what <c>./workshop</c> does as commands. Only in runs: what is published
    /// has none of it.
    /// </summary>
    public static void AddLabs(this IDistributedApplicationBuilder builder, IResourceBuilder<EmbeddedClusterResource> cluster)
    {
        if (!builder.ExecutionContext.IsRunMode || LabFiles.Find() is not { } files)
        {
            return;
        }

        builder.Services.AddSingleton(services => Desk(files, cluster.GetKubeconfigPath(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<LabRows>();
        builder.Services.AddHostedService(services => services.GetRequiredService<LabRows>());
        builder.Eventing.Subscribe<EmbeddedClusterReadyEvent>(cluster.Resource, (ready, _) => ready.Services.GetRequiredService<LabRows>().BeginAsync(ready.PageAt));

        var labs = builder.AddResource(new LabsResource(Parent)).WithInitialState(LabSnapshots.Unread("Labs", "the workshop")).WithIconName("HatGraduation").ExcludeFromManifest();
        foreach (var lab in Course.Labs.Where(files.Has))
        {
            builder.AddResource(new LabResource(lab))
                .WithInitialState(LabSnapshots.Unread("Lab", lab.Name))
                .WithParentRelationship(labs)
                .WithIconName("Beaker")
                .WithLabCommands()
                .ExcludeFromManifest();
        }

        AddTerminal(builder, cluster, labs, files);
    }

    private static LabDesk Desk(LabFiles files, string kubeconfig, TimeProvider time) => new(files, new DeskPlace(Path.GetDirectoryName(kubeconfig)!, kubeconfig), time);

    // In an empty cluster there is nothing of Aspire's orchestrator's.
    private static void AddTerminal(IDistributedApplicationBuilder builder, IResourceBuilder<EmbeddedClusterResource> cluster, IResourceBuilder<LabsResource> labs, LabFiles files)
    {
        if (!TerminalHost.Exists(builder.Configuration, builder.AppHostAssembly) || builder.Configuration.GetValue<bool>("Workshop:Empty"))
        {
            return;
        }

#pragma warning disable ASPIRETERMINAL001 // Terminals are experimental in Aspire.
        builder.AddExecutable("labs-terminal", OperatingSystem.IsWindows() ? "powershell" : "bash", files.Root)
            .WithTerminal()
            .WithReference(cluster)
            .WithEnvironment("WORKSHOP_STATE", Path.GetDirectoryName(cluster.GetKubeconfigPath()))
            .WithParentRelationship(labs)
            .WithIconName("WindowConsole")
            .ExcludeFromManifest();
#pragma warning restore ASPIRETERMINAL001
    }
}
