using System.Net;
using System.Net.Sockets;
using System.Text;
using Workshop.Fuzz.Tests.Engine;
using Workshop.Gateway.Tests;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>The gateway as a process with one backend, and bytes sent to it over sockets.</summary>
internal sealed class RawGateway : IAsyncDisposable
{
    private const int HonestEvery = 16;

    private readonly KestrelBackend _backend;
    private readonly RunningGateway _gateway;
    private int _knocks;

    private RawGateway(KestrelBackend backend, RunningGateway gateway) => (_backend, _gateway) = (backend, gateway);

    public static async Task<RawGateway> StartAsync()
    {
        var backend = await KestrelBackend.Start(async context => await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        return new RawGateway(backend, await RunningGateway.StartAsync([backend.Address]));
    }

    /// <summary>Says all, then no more, and listens until the gateway closes. What it says to honest people is looked at from time to time.</summary>
    public async Task<RawAnswer> SayAsync(int port, byte[] bytes)
    {
        var before = _backend.Requests.Count;
        var isWhole = true;
        using var answer = new MemoryStream();
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Service.Address, port);
        try
        {
            await client.GetStream().WriteAsync(bytes);
            client.Client.Shutdown(SocketShutdown.Send);
            await client.GetStream().CopyToAsync(answer);
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            isWhole = false; // Closed over what it did not want to read; the last of these: so early that the client had not asked for its stream again.
        }

        var forwarded = _backend.Requests.Count - before;
        if (++_knocks % HonestEvery == 0)
        {
            await DemandHonestAsync();
        }

        return new RawAnswer(Encoding.Latin1.GetString(answer.ToArray()), isWhole, forwarded);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private async Task DemandHonestAsync()
    {
        var (status, body) = await _gateway.Get();
        if (status != HttpStatusCode.OK)
        {
            throw new FaultException($"An honest request was answered with {(int)status}: {body}");
        }
    }
}

/// <summary>What came of some bytes.</summary>
/// <param name="Text">Each byte a character.</param>
/// <param name="IsWhole">False: the connection was reset, and something may be lost.</param>
/// <param name="Forwarded">How many requests reached the backend.</param>
internal sealed record RawAnswer(string Text, bool IsWhole, int Forwarded);
