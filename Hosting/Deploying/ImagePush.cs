using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Deploying;

/// <summary>Builds the images of projects and pushes them: .NET's SDK does both, without a container engine.</summary>
internal static class ImagePush
{
    /// <summary>Native images in the place of ordinary ones, where this variable says <c>true</c>.</summary>
    public const string NativeVariable = "WORKSHOP_NATIVE_IMAGES";

    // Registries that the SDK speaks to without TLS; it takes only those of 'localhost' by itself.
    private const string WithoutTlsVariable = "DOTNET_CONTAINER_INSECURE_REGISTRIES";

    /// <param name="project">The project file that the image is built from.</param>
    /// <param name="registry">Such as <c>europe-west1-docker.pkg.dev/my-project/workshop</c>: a host, and the path below which the images go.</param>
    /// <param name="hasNativeImage">False: it is an ordinary one even where native ones are wanted.</param>
    /// <exception cref="DistributedApplicationException">A build or a push failed: why, and what to do.</exception>
    public static async Task PushAsync(string project, ImageName name, string registry, bool hasNativeImage, TextWriter output, CancellationToken ct)
    {
        var image = PublishedImage.Of(name, registry);
        // Asked first: the SDK would build, try for a minute, and then show a page of stack.
        await RegistryAccess.CheckAsync(image, ct);
        await output.WriteLineAsync($"Pushing {image} …".AsMemory(), ct);
        using var process = Start(project, image, hasNativeImage && Environment.GetEnvironmentVariable(NativeVariable) == "true");
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
            throw new DistributedApplicationException($"Image {image} of project '{Path.GetFileNameWithoutExtension(project)}' was not pushed. {PushTrouble.Describe(text + await error, image)}");
        }
    }

    private static Process Start(string project, PublishedImage image, bool isNative)
    {
        // No build servers that would stay for minutes behind a command that has ended.
        var start = new ProcessStartInfo("dotnet",
        [
            "publish", project, "-t:PublishContainer", "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            $"-p:ContainerRegistry={image.Registry}", $"-p:ContainerRepository={image.Repository}", $"-p:ContainerImageTag={image.Tag}",
            .. isNative ? ["-p:WorkshopAot=true"] : Array.Empty<string>(),
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
