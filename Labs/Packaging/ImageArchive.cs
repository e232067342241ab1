using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Labs.Packaging;

/// <summary>
/// A folder as a container image, in the layout of the Open Container Initiative: an archive of blobs, each named by its own SHA-256. Nothing in it
/// tells when or where it was made: the same folder makes the same image. (Ustar, because headers of the Pax format bear their writer's process id.)
/// </summary>
internal static class ImageArchive
{
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string ConfigType = "application/vnd.oci.image.config.v1+json";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    /// <param name="entrypoint">The program, by its name in the folder.</param>
    /// <param name="user">As whom it runs; a number, since of a name nobody can say that it is not root.</param>
    /// <returns>The digest by which the image can be named.</returns>
    public static string Write(string folder, string entrypoint, string user, string tag, string output)
    {
        var (packed, plainDigest) = Layer(folder);
        var layer = Blob.Of(packed, LayerType);
        var config = Blob.Of(Json(new JsonObject
        {
            ["architecture"] = Architecture(),
            ["os"] = "linux",
            ["config"] = new JsonObject
            {
                ["User"] = user,
                ["WorkingDir"] = "/app",
                ["Entrypoint"] = new JsonArray("/app/" + entrypoint),
                ["ExposedPorts"] = new JsonObject { ["8080/tcp"] = new JsonObject(), ["8081/tcp"] = new JsonObject() },
            },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(plainDigest) },
        }), ConfigType);
        var manifest = Blob.Of(Json(new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = ManifestType, ["config"] = config.Descriptor(), ["layers"] = new JsonArray(layer.Descriptor()) }), ManifestType);
        var named = manifest.Descriptor();
        named["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = tag };
        using var archive = new TarWriter(File.Create(output), TarEntryFormat.Ustar);
        Add(archive, "oci-layout", Json(new JsonObject { ["imageLayoutVersion"] = "1.0.0" }));
        Add(archive, "index.json", Json(new JsonObject { ["schemaVersion"] = 2, ["manifests"] = new JsonArray(named) }));
        foreach (var blob in new[] { layer, config, manifest })
        {
            Add(archive, $"blobs/sha256/{blob.Hash}", blob.Content);
        }

        return "sha256:" + manifest.Hash;
    }

    private static (byte[] Packed, string PlainDigest) Layer(string folder)
    {
        using var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                using var content = File.OpenRead(file);
                var entry = Entry("app/" + Path.GetRelativePath(folder, file).Replace('\\', '/'));
                entry.DataStream = content;
                // Read for all, written by nobody: the image's user owns none of it.
                entry.Mode = (UnixFileMode)0b101_101_101;
                tar.WriteEntry(entry);
            }
        }

        var bytes = plain.ToArray();
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zip.Write(bytes);
        }

        return (packed.ToArray(), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static void Add(TarWriter archive, string name, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var entry = Entry(name);
        entry.DataStream = stream;
        archive.WriteEntry(entry);
    }

    private static UstarTarEntry Entry(string name) => new(TarEntryType.RegularFile, name) { ModificationTime = DateTimeOffset.UnixEpoch, Mode = (UnixFileMode)0b110_100_100 };

    private static string Architecture() => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    private static byte[] Json(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node);

    private sealed record Blob(byte[] Content, string Hash, string Type)
    {
        public static Blob Of(byte[] content, string type) => new(content, Convert.ToHexStringLower(SHA256.HashData(content)), type);

        public JsonObject Descriptor() => new() { ["mediaType"] = Type, ["digest"] = "sha256:" + Hash, ["size"] = Content.Length };
    }
}
