using System.IO.Compression;
using Grpc.Net.Compression;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>gzip for gRPC that gives up where a request would grow over its limit: a few kilobytes may hold gigabytes.</summary>
internal sealed class BoundedGzip(int most) : ICompressionProvider
{
    private readonly GzipCompressionProvider _gzip = new(CompressionLevel.Fastest);

    public string EncodingName => _gzip.EncodingName;

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) => _gzip.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new BoundedStream(_gzip.CreateDecompressionStream(stream), most);
}
