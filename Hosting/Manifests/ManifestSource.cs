using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Manifests;

/// <summary>Where a manifest's objects stand: a text, a file, a folder, or a kustomization.</summary>
internal static class ManifestSource
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];
    private static readonly string[] Kustomizations = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

    /// <summary>What can be known before anything starts: the path exists, and what stands there are objects. A kustomization is not built yet.</summary>
    /// <exception cref="ManifestException">It does not, or they are not.</exception>
    public static async Task CheckAsync(ManifestResource manifest, CancellationToken ct)
    {
        if (KustomizationOf(manifest) is null)
        {
            await ReadAsync(manifest, ct);
        }
    }

    /// <summary>All of its objects, in their order.</summary>
    /// <exception cref="ManifestException">They cannot be read, or there are none.</exception>
    public static async Task<IReadOnlyList<ManifestDocument>> ReadAsync(ManifestResource manifest, CancellationToken ct)
    {
        var documents = manifest.Content is { } content ? ManifestText.Read(manifest.Name, file: null, content)
            : KustomizationOf(manifest) is { } folder ? ManifestText.Read(manifest.Name, $"kustomization '{folder}'", await BuildAsync(manifest, folder, ct))
            : await ReadFilesAsync(manifest, ct);
        return documents.Count > 0 ? documents : throw new ManifestException(manifest.Name, $"there is no object in {(manifest.Path is { } path ? $"'{path}'" : "it")}.");
    }

    private static string? KustomizationOf(ManifestResource manifest) => manifest.Path switch
    {
        null => null,
        { } path when Directory.Exists(path) => Kustomizations.Any(name => File.Exists(Path.Combine(path, name))) ? path : null,
        { } path when Kustomizations.Contains(Path.GetFileName(path)) => Path.GetDirectoryName(path),
        _ => null,
    };

    private static async Task<IReadOnlyList<ManifestDocument>> ReadFilesAsync(ManifestResource manifest, CancellationToken ct)
    {
        var path = manifest.Path!;
        if (Directory.Exists(path))
        {
            var documents = new List<ManifestDocument>();
            foreach (var file in Directory.EnumerateFiles(path).Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal))
            {
                documents.AddRange(ManifestText.Read(manifest.Name, Path.GetFileName(file), await TextAsync(manifest, file, ct)));
            }

            return documents;
        }

        return File.Exists(path)
            ? ManifestText.Read(manifest.Name, Path.GetFileName(path), await TextAsync(manifest, path, ct))
            : throw new ManifestException(manifest.Name, $"'{path}' does not exist. A relative path begins in the AppHost's folder.");
    }

    private static async Task<string> TextAsync(ManifestResource manifest, string file, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllTextAsync(file, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException(manifest.Name, $"'{file}' cannot be read: {e.Message}", e);
        }
    }

    private static async Task<string> BuildAsync(ManifestResource manifest, string folder, CancellationToken ct)
    {
        using var kubectl = Start(manifest, folder);
        try
        {
            var output = kubectl.StandardOutput.ReadToEndAsync(ct);
            var error = await kubectl.StandardError.ReadToEndAsync(ct);
            await kubectl.WaitForExitAsync(ct);
            return kubectl.ExitCode == 0
                ? await output
                : throw new ManifestException(manifest.Name, $"kustomization '{folder}' cannot be built: {error.Trim().ReplaceLineEndings(" ")}");
        }
        catch (OperationCanceledException)
        {
            kubectl.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static Process Start(ManifestResource manifest, string folder)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new ManifestException(manifest.Name, $"kustomization '{folder}' needs kubectl, which cannot be started: {e.Message} Install it (https://kubernetes.io/docs/tasks/tools) and see that it is on the PATH.", e);
        }
    }
}
