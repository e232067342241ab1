using System.Text;

namespace Workshop.Cluster.Images;

/// <summary>
/// A folder in front of PATH for images that have a program of their own: it is found there by the name that it has in a container image
/// (<c>redis-server</c>, <c>/usr/bin/monolith</c>), so that neither a command, a script nor exec ever finds a program of this machine by that name.
/// </summary>
internal sealed class EntryPointFolder(ClusterOptions options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <returns>The folder, or null where there is none: images without a program of their own, and Windows.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string? Prepare(CatalogueImage image)
    {
        if (image.Command.Count == 0 || OperatingSystem.IsWindows())
        {
            return null;
        }

        lock (_lock)
        {
            if (!_folders.TryGetValue(image.Name, out var folder))
            {
                folder = Write(image, Path.Combine(options.StateFolder, "tools", "images", image.Name.Replace('/', '_')));
                _folders.Add(image.Name, folder);
            }

            return folder;
        }
    }

    private static string Write(CatalogueImage image, string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var name in image.EntryNames)
        {
            ShellScript.Write(Path.Combine(folder, name), Script(image));
        }

        return folder;
    }

    // The same arguments as without a command of the container's: where to listen comes last. A native build may come later than the script.
    private static string Script(CatalogueImage image)
    {
        var script = new StringBuilder();
        if (image.NativeProgram is { } native)
        {
            script.Append("if [ -x ").Append(ShellScript.Quote(native)).Append(" ]; then\n");
            AppendRun(script, [native, .. image.Command.Skip(1)], image.BindArgs ?? []);
            script.Append("fi\n");
        }

        AppendRun(script, image.Command, image.BindArgs ?? []);
        return script.ToString();
    }

    private static void AppendRun(StringBuilder script, IEnumerable<string> command, IEnumerable<string> bindArgs)
    {
        script.Append("exec ").AppendJoin(' ', command.Select(ShellScript.Quote)).Append(" \"$@\"");
        foreach (var word in bindArgs)
        {
            script.Append(' ').Append(ShellScript.Quote(word).Replace("{podIP}", "'\"$WORKSHOP_POD_IP\"'", StringComparison.Ordinal));
        }

        script.Append('\n');
    }
}
