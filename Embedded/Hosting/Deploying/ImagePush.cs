using System.Diagnostics;
using Aspire.Hosting;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Deploying;

/// <summary>Builds the images of the application's projects and pushes them: .NET's SDK does both, without a container engine.</summary>
internal static class ImagePush
{
    /// <param name="registry">Such as <c>europe-west1-docker.pkg.dev/my-project/workshop</c>: a host, and the path below which the images go.</param>
    /// <exception cref="DistributedApplicationException">A build or a push failed; its last lines say why.</exception>
    public static async Task PushAsync(Workload workload, string registry, TextWriter output, CancellationToken ct)
    {
        var image = PublishedImage.Of(workload, registry);
        await output.WriteLineAsync($"Pushing {image} …".AsMemory(), ct);
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", workload.ProjectPath!, "-t:PublishContainer", "--nologo", "-v", "quiet", "-clp:NoSummary",
            $"-p:ContainerRegistry={image.Registry}", $"-p:ContainerRepository={image.Repository}", $"-p:ContainerImageTag={image.Tag}",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        var text = await process.StandardOutput.ReadToEndAsync(ct);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new DistributedApplicationException($"Image {image} of resource '{workload.Name}' was not pushed. Are you logged in to {image.Registry}?{Environment.NewLine}{(text + await error).Trim()}");
        }
    }
}
