using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.CommandLine;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Files;
using Workshop.Hosting.Publishing.Kubernetes;
using Workshop.Hosting.Publishing.Manifest;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing;

/// <summary>Writes the application down for others to run. No clock, no network, no container engine: the same model gives the same bytes.</summary>
internal sealed class PublishRun(ApplicationModel model, PublishOptions options, IConfiguration configuration, string appHostDirectory)
{
    // The names under which Aspire's tools look for a manifest, and the folder that this repository keeps.
    private const string ManifestFile = "manifest.json";
    private const string ManifestFileOfFolder = "aspire-manifest.json";
    private const string DefaultFolder = "aspire-manifest";

    /// <inheritdoc cref="DeployRun.DashboardProject"/>
    public string? DashboardProject { get; init; }

    /// <returns>What was written and where, for the terminal.</returns>
    /// <exception cref="DistributedApplicationException">A parameter has no value, or the output cannot be written.</exception>
    public Task<string> RunAsync(CancellationToken ct) => options.Step switch
    {
        PublishStep.Deploy => WorkAsync(options.Deploy!, (run, stop) => run.DeployAsync(stop), ct),
        PublishStep.Destroy => WorkAsync(options.Deploy!, (run, stop) => run.DestroyAsync(stop), ct),
        PublishStep.Manifest => WriteManifestAsync(Path.GetFullPath(options.OutputPath ?? ManifestFile), ct),
        _ => WriteAllAsync(Path.GetFullPath(options.OutputPath ?? Path.Combine(appHostDirectory, "..", DefaultFolder)), ct),
    };

    private async Task<string> WorkAsync(DeployOptions deploy, Func<DeployRun, CancellationToken, Task> work, CancellationToken ct)
    {
        await work(new DeployRun(model, deploy, configuration, new Kubectl(deploy.Context, Console.Out), Console.Out) { DashboardProject = DashboardProject }, ct);
        return "Done.";
    }

    private async Task<string> WriteManifestAsync(string path, CancellationToken ct)
    {
        // Aspire's own rule: what does not end in .json is a folder.
        var file = path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, ManifestFileOfFolder);
        var folder = Path.GetDirectoryName(file)!;
        await OutputFolder.WriteAsync(folder, [new(Path.GetFileName(file), new ManifestWriter(model, folder).Write())], ct);
        return $"Wrote {file}";
    }

    private async Task<string> WriteAllAsync(string folder, CancellationToken ct)
    {
        var target = TranslationTarget.Publish(PublishedParameters.Of(model, configuration));
        IReadOnlyList<PublishedFile> files = [new(ManifestFile, new ManifestWriter(model, folder).Write()), .. KubernetesFiles.Of(model, target)];
        await OutputFolder.WriteAsync(folder, files, ct);
        return $"Wrote {files.Count} files to {folder}";
    }
}
