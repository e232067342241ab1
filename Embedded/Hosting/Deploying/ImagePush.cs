using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Deploying;

/// <summary>Builds the images of the application's projects and pushes them: .NET's SDK does both, without a container engine.</summary>
internal static class ImagePush
{
    /// <summary>Native images in the place of ordinary ones, where this variable says <c>true</c>.</summary>
    public const string NativeVariable = "WORKSHOP_NATIVE_IMAGES";

    // Registries that the SDK speaks to without TLS; it takes only those of 'localhost' by itself.
    private const string WithoutTlsVariable = "DOTNET_CONTAINER_INSECURE_REGISTRIES";

    /// <param name="registry">Such as <c>europe-west1-docker.pkg.dev/my-project/workshop</c>: a host, and the path below which the images go.</param>
    /// <exception cref="DistributedApplicationException">A build or a push failed: why, and what to do.</exception>
    public static async Task PushAsync(Workload workload, string registry, TextWriter output, CancellationToken ct)
    {
        var image = PublishedImage.Of(workload, registry);
        // Asked first: the SDK would build, try for a minute, and then show a page of stack.
        await RegistryAccess.CheckAsync(image, ct);
        await output.WriteLineAsync($"Pushing {image} …".AsMemory(), ct);
        using var process = Start(workload, image);
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
            throw new DistributedApplicationException($"Image {image} of resource '{workload.Name}' was not pushed. {PushTrouble.Describe(text + await error, image)}");
        }
    }

    private static Process Start(Workload workload, PublishedImage image)
    {
        // No build servers that would stay for minutes behind a command that has ended.
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", workload.ProjectPath!, "-t:PublishContainer", "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            $"-p:ContainerRegistry={image.Registry}", $"-p:ContainerRepository={image.Repository}", $"-p:ContainerImageTag={image.Tag}",
            .. Environment.GetEnvironmentVariable(NativeVariable) == "true" ? ["-p:WorkshopAot=true"] : Array.Empty<string>(),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (image.IsOnLoopback && !start.Environment.ContainsKey(WithoutTlsVariable))
        {
            start.Environment[WithoutTlsVariable] = image.Registry;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"dotnet cannot be started: {e.Message} The .NET SDK builds the images: see that it is on the PATH.", e);
        }
    }
}
