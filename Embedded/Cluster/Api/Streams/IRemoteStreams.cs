using System.IO.Pipelines;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Workshop.Cluster.Nodes.Processes;

namespace Workshop.Cluster.Api.Streams;

/// <summary>A client's end of a remote command, whatever protocol it speaks. What is not taken yet is bounded: then the other side has to wait.</summary>
internal interface IRemoteStreams : IAsyncDisposable
{
    /// <summary>What the client types; its end is the end of that.</summary>
    PipeReader Input { get; }

    ChannelReader<TerminalSize> Sizes { get; }

    /// <summary>Fires when the client is no longer there.</summary>
    CancellationToken Gone { get; }

    Task SendAsync(bool isError, ReadOnlyMemory<byte> bytes);

    /// <summary>The last word: how it ended. Returns when the client has gone, or was waited for long enough.</summary>
    Task FinishAsync(JsonObject status);
}
