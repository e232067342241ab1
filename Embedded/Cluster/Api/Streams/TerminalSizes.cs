using System.Text.Json;
using System.Threading.Channels;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Api.Streams;

/// <summary>Reads what a client says of its terminal: <c>{"Width":100,"Height":30}</c>, one a line or one a message. Only the newest counts.</summary>
internal sealed class TerminalSizes
{
    private const int MostPending = 1024;

    private readonly Channel<TerminalSize> _sizes = Channel.CreateBounded<TerminalSize>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<byte> _pending = [];

    public ChannelReader<TerminalSize> Reader => _sizes.Reader;

    public void Complete() => _sizes.Writer.TryComplete();

    /// <param name="isWhole">Nothing more belongs to it.</param>
    public void Push(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        foreach (var letter in bytes)
        {
            if (letter == '\n')
            {
                Take();
            }
            else if (_pending.Count < MostPending)
            {
                _pending.Add(letter);
            }
        }

        if (isWhole)
        {
            Take();
        }
    }

    private void Take()
    {
        if (_pending.Count > 0 && Parse([.. _pending]) is { } size)
        {
            _sizes.Writer.TryWrite(size);
        }

        _pending.Clear();
    }

    private static TerminalSize? Parse(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Width", out var width) && width.TryGetUInt16(out var columns)
                && document.RootElement.TryGetProperty("Height", out var height) && height.TryGetUInt16(out var rows)
                ? new TerminalSize(columns, rows)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not a size: the terminal stays as it is, as in Kubernetes.
            return null;
        }
    }
}
