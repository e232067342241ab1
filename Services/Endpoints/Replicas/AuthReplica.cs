using System.Net;
using Workshop.ServiceDefaults.Names;

namespace Workshop.Endpoints.Replicas;

/// <summary>One pod of auth, spoken to by its own address but under the Service's name.</summary>
internal sealed class AuthReplica : IDisposable
{
    private readonly HttpClient _client;

    public AuthReplica(IPEndPoint address)
    {
        Address = address;
        _client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = (_, ct) => TcpConnection.OpenAsync(address, ct),
            ConnectTimeout = TimeSpan.FromSeconds(2),
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,

            // No spans: a feed's would last as long as the process, and keys are fetched for nobody in particular.
            ActivityHeadersPropagator = null,
        })
        {
            // Each call has a limit of its own; the feed has none.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public IPEndPoint Address { get; }

    /// <returns>The answer's head; its body is still to come.</returns>
    /// <exception cref="HttpRequestException">There was none, or not 200.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri uri, CancellationToken ct)
    {
        var answer = await _client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, ct);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return answer;
        }

        answer.Dispose();
        throw new HttpRequestException($"'{uri}' at {Address} answers {(int)answer.StatusCode}.");
    }

    public void Dispose() => _client.Dispose();
}
