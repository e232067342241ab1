using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Workshop.Labs.Rooms;

/// <summary>A learner's side: sends reports to the room of a join word, and believes nobody else to be it.</summary>
internal sealed class RoomClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly HttpClient _http;
    private readonly JoinWord _word;
    private bool _isSomebodyElse;

    /// <param name="key">By which the room knows this learner again.</param>
    public RoomClient(JoinWord word, string key)
    {
        _word = word;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Patience,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsTheRoom(certificate) },
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://{word.Address}"), Timeout = Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", word.Token);
        _http.DefaultRequestHeaders.Add(RoomServer.KeyHeader, key);
    }

    /// <returns>False where the room does not answer now; it may later.</returns>
    /// <exception cref="LabException">It will not, however often one asks.</exception>
    public async Task<bool> SendAsync(ProgressNote note, CancellationToken ct)
    {
        try
        {
            _isSomebodyElse = false;
            using var content = JsonContent.Create(note, options: ProgressNote.Json);
            await content.LoadIntoBufferAsync(ct);
            // A room closes the door before it has heard the whole of it, which would look as if it were away.
            if (content.Headers.ContentLength > RoomServer.LargestReport)
            {
                throw new LabException($"Your progress is more than a room takes ({RoomServer.LargestReport / 1024} KB). Is labs/progress.json in the state folder as the labs wrote it?");
            }

            using var answer = await _http.PutAsync(RoomServer.Path, content, ct);
            return answer.StatusCode switch
            {
                HttpStatusCode.NoContent => true,
                // It has heard of us just now, or of too many behind our router: later, then.
                HttpStatusCode.TooManyRequests => false,
                HttpStatusCode.Unauthorized => throw new LabException("The room does not know this join word: it was opened anew since. Ask for its word of now."),
                HttpStatusCode.Conflict => throw new LabException("The room is full. Its instructor can open one with more --seats."),
                HttpStatusCode.BadRequest => throw new LabException("The room does not take this report: another version of the workshop, or a name of which nothing can be shown."),
                _ => throw new LabException($"What answers at {_word.Address} is no room: {(int)answer.StatusCode}."),
            };
        }
        catch (HttpRequestException) when (_isSomebodyElse)
        {
            throw new LabException($"What answers at {_word.Address} is not the room of this join word: its certificate is another one. Nothing was sent. Ask for the room's word of now.");
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Says goodbye; a room that does not hear it notices the silence.</summary>
    public async Task LeaveAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await _http.DeleteAsync(RoomServer.Path, ct);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            // Nobody is there to be told.
        }
    }

    public void Dispose() => _http.Dispose();

    private bool IsTheRoom(X509Certificate? certificate)
    {
        var isIt = certificate is not null && CryptographicOperations.FixedTimeEquals(RoomSecrets.FingerprintOf(certificate), _word.Fingerprint);
        _isSomebodyElse = !isIt;
        return isIt;
    }
}
