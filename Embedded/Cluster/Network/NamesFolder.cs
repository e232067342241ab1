using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workshop.Cluster.Network;

/// <summary>The names files as they lie in the state folder: replaced by rename, so that a reader sees the old one or the new one, never half of one.</summary>
internal sealed class NamesFolder(ClusterOptions options)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder = Path.Combine(options.StateFolder, "names");
    private readonly Dictionary<string, byte[]> _written = [];

    public string PathOf(string ns) => Path.Combine(_folder, $"{ns}.json");

    /// <summary>Makes the folder hold exactly these files. Called by one loop only.</summary>
    public void Write(IReadOnlyDictionary<string, NamesFile> files)
    {
        Directory.CreateDirectory(_folder);
        foreach (var (ns, file) in files)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(file, Json);
            if (!_written.TryGetValue(ns, out var before) || !before.AsSpan().SequenceEqual(content))
            {
                Replace(PathOf(ns), content);
                _written[ns] = content;
            }
        }

        foreach (var path in Directory.EnumerateFiles(_folder).Where(path => !files.ContainsKey(Path.GetFileNameWithoutExtension(path))).ToList())
        {
            File.Delete(path);
            _written.Remove(Path.GetFileNameWithoutExtension(path));
        }
    }

    private static void Replace(string path, byte[] content)
    {
        var next = path + ".next";
        File.WriteAllBytes(next, content);
        File.Move(next, path, overwrite: true);
    }
}
