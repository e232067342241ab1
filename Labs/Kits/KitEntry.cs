using System.Text;

namespace Workshop.Labs.Kits;

/// <summary>One file of a kit: where it lies in it, and where its content is.</summary>
/// <param name="Name">Its path in the kit, with forward slashes.</param>
/// <param name="Source">The file on this machine; null for what a kit is written anew.</param>
/// <param name="Text">What is written anew; null for a file.</param>
internal sealed record KitEntry(string Name, string? Source, string? Text)
{
    public static KitEntry OfFile(string name, string source) => new(name.Replace('\\', '/'), source, null);

    public static KitEntry OfText(string name, string text) => new(name, null, text);

    public long Length => Source is null ? Encoding.UTF8.GetByteCount(Text!) : new FileInfo(Source).Length;

    public Stream Open() => Source is null ? new MemoryStream(Encoding.UTF8.GetBytes(Text!)) : File.OpenRead(Source);
}
