using System.Text.RegularExpressions;

namespace Workshop.Cluster.Nodes.Containers;

/// <summary>
/// Where a container's mount paths really lie. A path such as <c>/etc/tls</c> does not exist on the host, so it is replaced wherever it stands
/// as a path, or as the beginning of one, in a command, an argument or a variable, also within a script.
/// </summary>
internal sealed class MountMap
{
    private readonly Dictionary<string, string> _hostPaths;
    private readonly Regex? _pattern;

    /// <param name="mounts">Mount path → path on this machine.</param>
    public MountMap(IEnumerable<KeyValuePair<string, string>> mounts)
    {
        _hostPaths = mounts.Select(mount => KeyValuePair.Create(mount.Key.TrimEnd('/'), mount.Value)).Where(mount => mount.Key.Length > 0).DistinctBy(mount => mount.Key).ToDictionary();
        if (_hostPaths.Count > 0)
        {
            // The longest first: /etc/tls/ca before /etc/tls. What may stand before a path is anything that does not make it the end of another one.
            var paths = string.Join('|', _hostPaths.Keys.OrderByDescending(path => path.Length).Select(Regex.Escape));
            _pattern = new Regex($@"(?<![\w.\-/}}~)*?\]])(?:{paths})(?![\w.\-])", RegexOptions.CultureInvariant);
        }
    }

    public string Rewrite(string text) =>
        _pattern is null || !text.Contains('/') ? text : _pattern.Replace(text, match => _hostPaths[match.Value]);

    /// <returns>Where a mount path lies on this machine; null: nothing is mounted there.</returns>
    public string? Find(string mountPath) => _hostPaths.GetValueOrDefault(mountPath);

    /// <returns>The mount that a path lies in, the innermost; null: it lies in none.</returns>
    public string? MountOf(string path) =>
        _hostPaths.Keys.Where(mount => path == mount || path.StartsWith(mount + "/", StringComparison.Ordinal)).MaxBy(mount => mount.Length);

    /// <summary>The map with more paths; those that are there already win.</summary>
    public MountMap With(params IEnumerable<KeyValuePair<string, string>> more) => new(_hostPaths.Concat(more));
}
