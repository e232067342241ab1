using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Workshop.Cluster.Api.Streams.Spdy;

/// <summary>Reads header blocks: one zlib stream a connection, with SPDY/3's preset dictionary. Which .NET cannot preset: so it is fed first, as bytes that were not compressed.</summary>
internal sealed class SpdyHeaders : IDisposable
{
    private const int MostHeaders = 64;
    private const int MostText = 16 * 1024;

    // Each word stands in the dictionary behind its length in four bytes; a bar stands for a blank.
    private const string Words =
        "options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow authorization cache-control connection " +
        "content-base content-encoding content-language content-length content-location content-md5 content-range content-type date etag expect expires from host " +
        "if-match if-modified-since if-none-match if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range " +
        "referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get status 200|OK version HTTP/1.1 url " +
        "public set-cookie keep-alive origin";

    private const string Tail =
        "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505203 Non-Authoritative Information204 No Content301 Moved Permanently" +
        "400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Aug " +
        "Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml," +
        "text/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.";

    private readonly QueuedBytes _compressed = new();
    private readonly DeflateStream _inflated;
    private bool _isStarted;

    public SpdyHeaders()
    {
        var dictionary = Dictionary();
        var (length, inverse) = ((ushort)dictionary.Length, (ushort)~dictionary.Length);

        // A stored block of deflate, and not the last one: 00, length, its complement, both little endian, the bytes.
        _compressed.Add([0, (byte)length, (byte)(length >> 8), (byte)inverse, (byte)(inverse >> 8), .. dictionary]);
        _inflated = new DeflateStream(_compressed, CompressionMode.Decompress);
        _inflated.ReadExactly(new byte[length]);
    }

    /// <summary>The bytes that zlib streams of SPDY/3 refer to.</summary>
    public static byte[] Dictionary() =>
    [
        .. Words.Split(' ').SelectMany(word => (byte[])[0, 0, 0, (byte)word.Length, .. Encoding.ASCII.GetBytes(word.Replace('|', ' '))]),
        .. Encoding.ASCII.GetBytes(Tail),
    ];

    /// <param name="block">A whole one; they must come in their order.</param>
    /// <exception cref="InvalidDataException">It is not one.</exception>
    public IReadOnlyDictionary<string, string> Read(ReadOnlySpan<byte> block)
    {
        if (!_isStarted)
        {
            // The head of the zlib stream: two bytes, and four that name the dictionary if the second says so.
            var head = block.Length > 1 && (block[1] & 0x20) != 0 ? 6 : 2;
            block = block.Length >= head ? block[head..] : throw new InvalidDataException("The header block is too short.");
            _isStarted = true;
        }

        _compressed.Add(block.ToArray());
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var left = Number(MostHeaders); left > 0; left--)
        {
            headers[Text()] = Text();
        }

        return headers;
    }

    public void Dispose() => _inflated.Dispose();

    private int Number(int most)
    {
        Span<byte> bytes = stackalloc byte[4];
        Fill(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes) is >= 0 and var number && number <= most ? number : throw new InvalidDataException("The header block has too much in it.");
    }

    private string Text()
    {
        var bytes = new byte[Number(MostText)];
        Fill(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    // Exactly what is asked for: never beyond the block.
    private void Fill(Span<byte> bytes)
    {
        try
        {
            _inflated.ReadExactly(bytes);
        }
        catch (EndOfStreamException e)
        {
            throw new InvalidDataException("The header block ends too early.", e);
        }
    }
}
