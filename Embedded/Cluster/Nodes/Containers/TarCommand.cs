namespace Workshop.Cluster.Nodes.Containers;

/// <summary>
/// <c>tar cf - /data/a</c>, which <c>kubectl cp</c> sends: what is packed must have the name that it has in the container, not that of the folder on this machine.
/// So it is packed from a folder in which the mount path is a link.
/// </summary>
internal static class TarCommand
{
    /// <summary>Whether it is the form that kubectl sends.</summary>
    public static bool Packs(IReadOnlyList<string> command) => command is ["tar", "cf", "-", _, ..];

    /// <param name="folder">The container's own.</param>
    /// <returns><c>tar cf - -C FOLDER/tar/1 data/a</c>.</returns>
    public static IReadOnlyList<string> For(IReadOnlyList<string> command, MountMap mounts, string folder)
    {
        var result = command.Take(3).ToList();
        foreach (var path in command.Skip(3))
        {
            if (mounts.MountOf(path) is not { } mount)
            {
                result.Add(mounts.Rewrite(path));
                continue;
            }

            var view = Link(mount, mounts.Find(mount)!, folder);

            // Of the mount itself its content, not the link.
            result.AddRange(["-C", view, path == mount ? $"{mount[1..]}/." : path[1..]]);
        }

        return result;
    }

    private static string Link(string mount, string target, string folder)
    {
        var view = Path.Combine(folder, "tar", mount.Length.ToString(System.Globalization.CultureInfo.InvariantCulture) + mount.Replace('/', '-'));
        var link = Path.Combine(view, mount[1..]);
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        if (!Path.Exists(link))
        {
            Directory.CreateSymbolicLink(link, target);
        }

        return view;
    }
}
