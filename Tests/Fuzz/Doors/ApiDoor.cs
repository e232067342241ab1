using System.Net;
using Workshop.Fuzz.Tests.Engine;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>The API server, asked over its own socket with HTTP/2. Every answer must be one of Kubernetes': below 500, or a Status that was meant.</summary>
/// <param name="isFilled">Whether requests leave objects behind: then the server is made anew from time to time.</param>
internal sealed class ApiDoor(string name, bool isFilled, Func<FuzzedApi, IReadOnlyList<byte[]>> inputs) : Door
{
    // For what the mutator does not decide: it is made anew with each door, so that a seed stays a seed.
    private readonly Random _random = new(7);

    private FuzzedApi _api = null!;
    private IReadOnlyList<byte[]> _seeds = [];

    public override string Name => name;

    public override IReadOnlyList<byte[]> Seeds => _seeds;

    public override IReadOnlyList<string> Words => ApiInputs.Words;

    public override int Share => 10;

    public override async Task OpenAsync()
    {
        _api = new FuzzedApi();
        await _api.InitializeAsync();
        _api.Client.Timeout = Timeout.InfiniteTimeSpan;
        _seeds = inputs(_api);
    }

    public override byte[] Change(byte[] input, Mutator mutator) => ApiRequestText.Read(input).Change(mutator, _random).ToInput();

    public override async ValueTask KnockAsync(byte[] input)
    {
        using var request = ApiRequestText.Read(input).ToRequest(_api.Client.BaseAddress!);
        if (request is not null)
        {
            await AskAsync(request);
        }

        _api.Faults.ThrowIfAny();
    }

    public override async Task RenewAsync()
    {
        if (isFilled)
        {
            await DisposeAsync();
            await OpenAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _api.Dispose();
    }

    private async Task AskAsync(HttpRequestMessage request)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await _api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException)
        {
            // The server has reset the stream, or the client sends no such header. A server that has gone is told by the next honest request.
            return;
        }

        using (answer)
        {
            if (answer.StatusCode >= HttpStatusCode.InternalServerError)
            {
                var text = await answer.Content.ReadAsStringAsync();
                if (!IsStatus(text))
                {
                    throw new FaultException($"{(int)answer.StatusCode}: {text}");
                }
            }
            else if (!IsEndless(request.RequestUri!))
            {
                await ReadAsync(answer);
            }
        }
    }

    private static async Task ReadAsync(HttpResponseMessage answer)
    {
        try
        {
            await answer.Content.CopyToAsync(Stream.Null);
        }
        catch (HttpRequestException)
        {
            // Broken off in the middle: what made the server do it is in its log.
        }
    }

    private static bool IsEndless(Uri address) =>
        address.OriginalString.Contains("watch", StringComparison.OrdinalIgnoreCase) || address.OriginalString.Contains("log", StringComparison.OrdinalIgnoreCase);

    // As JSON or YAML.
    private static bool IsStatus(string text) => text.Contains("\"kind\":\"Status\"", StringComparison.Ordinal) || text.Contains("\nkind: Status\n", StringComparison.Ordinal);
}
