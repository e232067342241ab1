#pragma warning disable ASPIREPIPELINES001 // Pipeline steps are experimental in Aspire.

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>Aspire's manifest, by Aspire's own writer, as it is without the environment.</summary>
/// <param name="write">Aspire's step.</param>
internal sealed class AspireManifest(Func<PipelineStepContext, Task> write, KustomizeEnvironmentResource environment)
{
    /// <param name="folder">Where it will lie: it names projects relative to that.</param>
    public async Task<string> WriteAsync(PipelineStepContext context, string folder)
    {
        var path = Path.Combine(folder, $".manifest-{Guid.NewGuid():N}.json");
        var model = new DistributedApplicationModel(context.Model.Resources.Where(resource => resource != environment));
        try
        {
            using (ManifestShape.Apply(model))
            {
                await write(new PipelineStepContext
                {
                    PipelineContext = new PipelineContext(model, context.ExecutionContext, new ServicesWithOutput(context.Services, path), context.Logger, context.CancellationToken),
                    ReportingStep = context.ReportingStep,
                });
            }

            // The same bytes on every system, and an end of line at the end, as in all files here.
            return (await File.ReadAllTextAsync(path, context.CancellationToken)).ReplaceLineEndings("\n") + "\n";
        }
        finally
        {
            File.Delete(path);
        }
    }
}
