#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Files;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Publishing.Manifest;
using Workshop.Hosting.Running;
using Workshop.Hosting.Translation;
using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Publishing;

/// <summary>What the environment adds to Aspire's pipeline. No clock, no network, no container engine in a publish: the same model gives the same bytes.</summary>
/// <param name="clusterPageProject">The project of the cluster page's image; null where the AppHost's build names none.</param>
internal sealed class KustomizeSteps(KustomizeEnvironmentResource environment, string appHostDirectory, string? clusterPageProject)
{
    private const string ManifestStep = "publish-manifest";
    private const string ManifestFile = "manifest.json";

    private Func<PipelineStepContext, Task>? _writeManifest;

    public IEnumerable<PipelineStep> Create() =>
    [
        Step("prepare", "Makes the environment the target of what is computed in it.", PrepareAsync, [], WellKnownPipelineSteps.BeforeStart),
        Step("publish", "Writes a kustomize base with overlays, and Aspire's manifest.", PublishAsync, [WellKnownPipelineSteps.PublishPrereq], WellKnownPipelineSteps.Publish),
        Step("deploy", "Makes missing Secrets, applies an overlay by kubectl, and waits until it is ready.", DeployAsync, [WellKnownPipelineSteps.DeployPrereq], WellKnownPipelineSteps.Deploy),
        Step("destroy", "Deletes an overlay's objects and the namespace by kubectl.", DestroyAsync, [WellKnownPipelineSteps.DestroyPrereq], WellKnownPipelineSteps.Destroy),
    ];

    /// <summary>Finds Aspire's own writer of the manifest among the pipeline's steps, and tells whose each step is.</summary>
    public void Configure(PipelineConfigurationContext pipeline)
    {
        _writeManifest = pipeline.Steps.FirstOrDefault(step => step.Name == ManifestStep)?.Action;
        pipeline.Services.GetService<StepFailures>()?.Know(pipeline.Steps);
    }

    private PipelineStep Step(string verb, string description, Func<PipelineStepContext, Task> action, List<string> after, string before) => new()
    {
        Name = $"{verb}-{environment.Name}",
        Description = description,
        Resource = environment,
        Action = context => NamedAsync(action, context),
        DependsOnSteps = after,
        RequiredBySteps = [before],
    };

    // Whoever shows the failure (Aspire's command line does it by itself), it says which resource it is about.
    private async Task NamedAsync(Func<PipelineStepContext, Task> action, PipelineStepContext context)
    {
        try
        {
            await action(context);
        }
        catch (DistributedApplicationException e)
        {
            throw new DistributedApplicationException(StepFailures.Named(environment, e.Message), e);
        }
    }

    private Task PrepareAsync(PipelineStepContext context)
    {
        var others = context.Model.Resources.OfType<KustomizeEnvironmentResource>().Where(other => other != environment).ToList();
        if (others.Count > 0)
        {
            throw new DistributedApplicationException(
                $"Resource '{environment.Name}': there is another kustomize environment, '{others[0].Name}', and both would write the same files. Keep one of them in AppHost/Program.cs.");
        }

        foreach (var resource in PublishedModel.Computed(context.Model.Resources, environment))
        {
            resource.Annotations.Add(new DeploymentTargetAnnotation(environment) { ComputeEnvironment = environment });
        }

        return Task.CompletedTask;
    }

    private async Task PublishAsync(PipelineStepContext context)
    {
        var ct = context.CancellationToken;
        var folder = OutputFolderOf(context);
        var model = await ReadAsync(context);
        var target = TranslationTarget.Publish(await PublishedParameters.OfAsync(model, Configuration(context), ct));
        List<PublishedFile> files = [];
        await DoAsync(context, "Kubernetes' objects", () =>
        {
            files.AddRange(KubernetesFiles.Of(model, target));
            return OutputFolder.WriteAsync(folder, files, ct);
        });
        if (_writeManifest is { } write)
        {
            await DoAsync(context, "Aspire's manifest", async () =>
            {
                var manifest = await new AspireManifest(write, environment).WriteAsync(context, folder);
                await OutputFolder.WriteAsync(folder, [new(ManifestFile, manifest)], ct);
                files.Add(new(ManifestFile, manifest));
            });
        }

        context.Summary.Add("Written", $"{files.Count} files to {folder}");
    }

    private Task DeployAsync(PipelineStepContext context) => DeployAsync(context, "Deploying overlay", (run, ct) => run.DeployAsync(ct));

    private Task DestroyAsync(PipelineStepContext context) => DeployAsync(context, "Destroying overlay", (run, ct) => run.DestroyAsync(ct));

    private async Task DeployAsync(PipelineStepContext context, string what, Func<DeployRun, CancellationToken, Task> work)
    {
        var ct = context.CancellationToken;
        var configuration = Configuration(context);
        var options = DeployOptions.Read(configuration);
        var model = await ReadAsync(context);
        using var output = new StepOutput(context.ReportingStep);
        var run = new DeployRun(model, options, await PublishedParameters.OfAsync(model, configuration, ct), configuration, new Kubectl(options.Context, output), output) { ClusterPageProject = clusterPageProject };
        await DoAsync(context, $"{what} '{options.Overlay}'", () => work(run, ct));
    }

    private async Task<ApplicationModel> ReadAsync(PipelineStepContext context)
    {
        var model = await PublishedModel.ReadAsync(context, environment);
        ModelValidator.DemandPublishable(model);
        return model;
    }

    private string OutputFolderOf(PipelineStepContext context) => Path.GetFullPath(
        context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath ?? StateFolder.Beside(appHostDirectory, "aspire-manifest"));

    private static IConfiguration Configuration(PipelineStepContext context) => context.Services.GetRequiredService<IConfiguration>();

    private static async Task DoAsync(PipelineStepContext context, string what, Func<Task> work)
    {
        await using var task = await context.ReportingStep.CreateTaskAsync(what, context.CancellationToken);
        try
        {
            await work();
            await task.CompleteAsync(what, CompletionState.Completed, context.CancellationToken);
        }
        catch (Exception)
        {
            await task.CompleteAsync($"{what}: failed", CompletionState.CompletedWithError, CancellationToken.None);
            throw;
        }
    }
}
