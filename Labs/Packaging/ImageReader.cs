using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Workshop.Labs.Packaging;

/// <summary>What an image archive says of itself, every digest checked.</summary>
/// <param name="RunsAs">As whom its program runs.</param>
/// <param name="Program">Its program.</param>
/// <param name="Bytes">The size of its layers, as they are sent.</param>
/// <param name="Files">Every file in them.</param>
internal sealed record ImageReader(string RunsAs, string Program, long Bytes, IReadOnlySet<string> Files)
{
    /// <exception cref="InvalidDataException">It is no image, or a blob is not what its name says.</exception>
    public static ImageReader Read(string path)
    {
        var blobs = Blobs(path);
        var index = Parse(blobs.GetValueOrDefault("index.json") ?? throw new InvalidDataException("it has no index.json"));
        var manifest = Parse(Blob(blobs, index.GetProperty("manifests")[0]));
        var settings = Parse(Blob(blobs, manifest.GetProperty("config"))).GetProperty("config");
        var layers = manifest.GetProperty("layers").EnumerateArray().Select(layer => Blob(blobs, layer)).ToList();
        return new ImageReader(
            settings.TryGetProperty("User", out var user) ? user.GetString() ?? string.Empty : string.Empty,
            settings.GetProperty("Entrypoint")[0].GetString() ?? string.Empty,
            layers.Sum(layer => layer.LongLength),
            layers.SelectMany(FilesOf).ToHashSet(StringComparer.Ordinal));
    }

    private static Dictionary<string, byte[]> Blobs(string path)
    {
        Dictionary<string, byte[]> blobs = new(StringComparer.Ordinal);
        using var archive = new TarReader(File.OpenRead(path));
        while (archive.GetNextEntry(copyData: true) is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            blobs[entry.Name] = content.ToArray();
        }

        return blobs;
    }

    private static byte[] Blob(Dictionary<string, byte[]> blobs, JsonElement descriptor)
    {
        var digest = descriptor.GetProperty("digest").GetString()!;
        return blobs.TryGetValue("blobs/" + digest.Replace(':', '/'), out var content) && digest == "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content))
            ? content
            : throw new InvalidDataException($"the blob {digest} is missing, or is not what its name says");
    }

    private static List<string> FilesOf(byte[] layer)
    {
        List<string> files = [];
        using var tar = new TarReader(new GZipStream(new MemoryStream(layer), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            files.Add("/" + entry.Name);
        }

        return files;
    }

    private static JsonElement Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
